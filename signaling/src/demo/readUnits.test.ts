import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readUnits, UnitsFileError } from './readUnits.ts'

const header = 'code,parent_code,kind,name'
const sample = (name: string) => readFile(new URL(`../../data/${name}`, import.meta.url), 'utf8')
const problems = async (csv: string): Promise<readonly string[]> => {
  try {
    await readUnits(csv)
    return []
  } catch (error) {
    if (error instanceof UnitsFileError) return error.problems
    throw error
  }
}

test('the sample of 2016 has three tiers: a city, nine districts, eighty-five wards and communes', async () => {
  const units = await readUnits(await sample('can-tho-2016-units.csv'))
  const districts = units.filter((unit) => unit.parentCode === 'can-tho')
  expect(districts).toHaveLength(9)
  expect(units.filter((unit) => districts.some((d) => d.code === unit.parentCode))).toHaveLength(85)
  expect(units.find((unit) => unit.code === 'o-mon.chau-van-liem')?.name).toBe('Phường Châu Văn Liêm')
})

test('the sample of 2025 has two tiers: a city, and right below it 31 wards and 72 communes', async () => {
  const units = await readUnits(await sample('can-tho-2025-units.csv'))
  expect(units).toHaveLength(104)
  const [city, ...below] = units
  expect(city).toEqual({ code: 'can-tho', parentCode: null, kind: 'city', name: 'Thành phố Cần Thơ' })
  expect(below.every((unit) => unit.parentCode === 'can-tho')).toBe(true)
  expect(below.filter((unit) => unit.kind === 'ward')).toHaveLength(31)
  expect(below.filter((unit) => unit.kind === 'commune')).toHaveLength(72)
  expect(new Set(below.map((unit) => unit.name)).size).toBe(103)
})

test('every bad row is named with its line', async () => {
  expect(
    await problems([header, 'a,,city,A', 'A B,a,ward,B', 'c,a,ward,', 'a,,city,Again', 'd,nowhere,ward,D'].join('\n')),
  ).toEqual([
    expect.stringMatching(/^line 3: code: A B: /),
    expect.stringMatching(/^line 4: name: /),
    expect.stringMatching(/^line 5: code: a: .* line 2\.$/),
    expect.stringMatching(/^line 6: parent_code: nowhere: /),
  ])
})

test('a parent may stand below its children: the units come back in the order in which they can be made', async () => {
  expect(
    (await readUnits([header, 'b.c,b,ward,C', 'b,a,town,B', 'a,,city,A'].join('\n'))).map(({ code }) => code),
  ).toEqual(['a', 'b', 'b.c'])
})

test('a file without units, without the columns or with broken quotes is refused', async () => {
  expect(await problems('')).toHaveLength(1)
  expect(await problems(header)).toHaveLength(1)
  expect((await problems('x,y\n1,2')).length).toBeGreaterThan(0)
  expect(await problems(`${header}\na,,city,"A`)).toHaveLength(1)
})
