import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readUnits, UnitsFileError } from './readUnits.ts'

const header = 'code,parent_code,kind,name'
const problems = (csv: string): readonly string[] => {
  try {
    readUnits(csv)
    return []
  } catch (error) {
    if (error instanceof UnitsFileError) return error.problems
    throw error
  }
}

test('the units of the repository are read: a city, nine districts, eighty-five wards and communes', async () => {
  const units = readUnits(await readFile(new URL('../../data/can-tho-2016-units.csv', import.meta.url), 'utf8'))
  const districts = units.filter((unit) => unit.parentCode === 'can-tho')
  expect(districts).toHaveLength(9)
  expect(units.filter((unit) => districts.some((d) => d.code === unit.parentCode))).toHaveLength(85)
  expect(units.find((unit) => unit.code === 'o-mon.chau-van-liem')?.name).toBe('Phường Châu Văn Liêm')
})

test('every bad row is named with its line', () => {
  expect(problems([header, 'a,,city,A', 'A B,a,ward,B', 'c,a,ward,', 'a,,city,Again', 'd,nowhere,ward,D'].join('\n'))).toEqual([
    expect.stringMatching(/^line 3: code: /),
    expect.stringMatching(/^line 4: name: /),
    'line 5: the code a is there twice',
    'line 6: the parent nowhere of d is not above it',
  ])
})

test('a file without units, without the columns or with broken quotes is refused', () => {
  expect(problems('')).toHaveLength(1)
  expect(problems(header)).toHaveLength(1)
  expect(problems('x,y\n1,2').length).toBeGreaterThan(0)
  expect(problems(`${header}\na,,city,"A`)).toHaveLength(1)
})
