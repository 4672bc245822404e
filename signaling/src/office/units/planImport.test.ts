import { UnitCode } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atOnce } from '../tables/steps.ts'
import { type KnownUnit, planImport } from './planImport.ts'
import { readUnitRows } from './readUnitRows.ts'

const code = (text: string) => UnitCode.parse(text)
const known = (...units: [path: string, name?: string, open?: boolean][]) =>
  new Map(
    units.map(([path, name = path, open = true]): [UnitCode, KnownUnit] => {
      const [own, parent] = path
        .split('/')
        .filter((part) => part !== '')
        .toReversed()
      const unit = code(own ?? '')
      return [
        unit,
        {
          code: unit,
          parentCode: parent === undefined ? null : code(parent),
          kind: 'ward',
          name,
          path,
          open,
          region: '',
        },
      ]
    }),
  )
const all = { mayManage: () => true, mayAddRoots: true }
const within = (branch: string) => ({
  mayManage: (path: readonly UnitCode[]) => path.includes(code(branch)),
  mayAddRoots: false,
})
const plan = async (lines: string[], units = known(), reach: Parameters<typeof planImport>[2] = all) => {
  const read = await readUnitRows({ csv: ['code,parent_code,kind,name', ...lines].join('\n') })
  const planned = atOnce(planImport(read.rows, units, reach, read))
  return { ...planned, problems: [...read.problems, ...planned.problems] }
}
const where = async (...args: Parameters<typeof plan>) =>
  (await plan(...args)).problems.map(({ line, column, value }) => [line, column, value])

test.each([
  ['a bad code', 'Ô Môn,,ward,A', 'code', 'Ô Môn'],
  ['a code of capitals', 'ABC,,ward,A', 'code', 'ABC'],
  ['a code that is an address of the API', 'tree,,ward,A', 'code', 'tree'],
  ['an empty name', 'a,,ward,', 'name', ''],
  ['a name of spaces', 'a,,ward,"  "', 'name', '  '],
  ['a name of two lines', 'a,,ward,"A\nB"', 'name', 'A\nB'],
  ['a bad kind', 'a,,Bản,A', 'kind', 'Bản'],
  ['no kind', 'a,,,A', 'kind', ''],
  ['a bad parent', 'a,Ô Môn,ward,A', 'parent_code', 'Ô Môn'],
  ['an unknown parent', 'a,nowhere,ward,A', 'parent_code', 'nowhere'],
  ['itself as its parent', 'a,a,ward,A', 'parent_code', 'a'],
])('%s is told with line, column and value', async (_, row, column, value) => {
  expect(await where([row])).toEqual([[2, column, value]])
})

test('every reason is given in Vietnamese and in English', async () => {
  const { problems } = await plan(['A,,,', 'b,c,ward,B', 'd,d,ward,D'])
  expect(problems.length).toBeGreaterThan(4)
  for (const { vi, en } of problems) {
    expect(vi).toMatch(/[ăâđêôơưạảấầẩậắằặẻẽẹếềểệỉịọỏốồổộớờởợụủứừửựỳỹ]/i)
    expect(en).toMatch(/^[A-Z][\x20-\x7e–“”]+\.$/)
  }
})

test('a loop is told at each of its rows, and not at what hangs below', async () => {
  expect(await where(['a,c,ward,A', 'b,a,ward,B', 'c,b,ward,C', 'd,c,ward,D'])).toEqual([
    [2, 'parent_code', 'c'],
    [3, 'parent_code', 'a'],
    [4, 'parent_code', 'b'],
  ])
})

test('a loop that is closed by units on record is told', async () => {
  expect(await where(['a,b,ward,A'], known(['/a/'], ['/a/b/']))).toEqual([[2, 'parent_code', 'b']])
})

test('a code that is there twice is told with the line of the first; who names it as its parent is not at fault', async () => {
  const { problems } = await plan(['a,,ward,A', 'a,,ward,A', 'b,a,ward,B'])
  expect(problems).toMatchObject([{ line: 3, column: 'code', value: 'a', en: expect.stringMatching(/line 2\.$/) }])
  expect((await where(['Bad,,ward,A', 'a,,ward,', 'b,a,ward,B'])).map(([line]) => line)).toEqual([2, 3])
})

test('with one problem nothing is planned at all', async () => {
  expect(await plan(['a,,ward,A', 'b,nowhere,ward,B'])).toMatchObject({ created: [], updated: [], carried: [] })
  expect(await plan(['a,,ward,A', 'b,a,ward,'])).toMatchObject({ created: [], updated: [], carried: [] })
})

test('a closed unit is neither changed nor a parent', async () => {
  expect(await where(['a,,ward,A'], known(['/a/', 'A', false]))).toEqual([[2, 'code', 'a']])
  expect(await where(['b,a,ward,A'], known(['/a/', 'A', false]))).toEqual([[2, 'parent_code', 'a']])
})

test('what moves takes its branch along', async () => {
  const { updated, carried } = await plan(['b,,ward,/a/b/'], known(['/a/'], ['/a/b/'], ['/a/b/c/'], ['/a/b/c/d/']))
  expect(updated.map(({ after }) => after.path)).toEqual(['/b/'])
  expect(carried).toEqual([
    { code: 'c', path: '/b/c/' },
    { code: 'd', path: '/b/c/d/' },
  ])
})

test('markup is a name like any other', async () => {
  expect((await plan(['a,,ward,<img src=x onerror=alert(1)>'])).created[0]?.name).toBe('<img src=x onerror=alert(1)>')
})

test('who administers a branch imports there only: other rows may be in the file as long as they are as they were', async () => {
  const units = known(['/city/', 'City'], ['/city/x/', 'X'], ['/city/y/', 'Y'])
  const branch = within('x')
  expect(await plan(['city,,ward,City', 'x,city,ward,X', 'x.new,x,ward,New'], units, branch)).toMatchObject({
    problems: [],
    created: [{ code: 'x.new' }],
  })
  expect(await where(['y,city,ward,Changed'], units, branch)).toEqual([[2, 'code', 'y']])
  expect(await where(['y.new,y,ward,New'], units, branch)).toEqual([[2, 'parent_code', 'y']])
  expect(await where(['x,y,ward,X'], units, branch)).toEqual([[2, 'parent_code', 'y']])
  expect(await where(['root,,ward,Root'], units, branch)).toEqual([[2, 'parent_code', '']])
})

test('a tree that is too deep for the store is told, however deep', async () => {
  const chain = Array.from({ length: 3000 }, (_, i) => `c${i},${i === 0 ? '' : `c${i - 1}`},ward,C`)
  const { problems } = await plan(chain)
  expect(problems[0]).toMatchObject({ column: 'parent_code', en: 'The tree of units is too deep.' })
  expect((await plan(chain.slice(0, 200))).problems).toEqual([])
})

test('whatever parents a file names: either problems, or a tree whose paths lead to the root', async () => {
  const parents = fc.array(fc.option(fc.nat({ max: 12 }), { nil: null }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(parents, async (parentOf) => {
      const { problems, created } = await plan(
        parentOf.map((parent, i) => `u${i},${parent === null ? '' : `u${parent}`},ward,U`),
      )
      if (problems.length > 0) return
      const seen = new Map<UnitCode | null, string>([[null, '/']])
      for (const unit of created) {
        expect(unit.path).toBe(`${seen.get(unit.parentCode)}${unit.code}/`)
        seen.set(unit.code, unit.path)
      }
      expect(created).toHaveLength(parentOf.length)
    }),
  )
})

test('kinds are read in words of either language; lost letters are told with the name on record', async () => {
  expect(
    (await plan(['a,,Thành phố,A', 'b,a,PHUONG,B', 'c,a,Special zone,C', 'd,a,ap,D'])).created.map(({ kind }) => kind),
  ).toEqual(['city', 'ward', 'special_zone', 'ap'])
  const csv =
    'Mã đơn vị,Mã đơn vị cấp trên,Loại đơn vị,Tên đơn vị\na,,Phường,Ph??ng Long H?ng\nb,,Phường,Phuong Long Hung'
  const names = new Map([
    ['a', 'Phường Long Hưng'],
    ['b', 'Phường Long Hưng'],
  ])
  const { problems, warnings } = await readUnitRows({ csv }, names)
  expect(problems).toMatchObject([{ line: 2, column: 'name', vi: expect.stringContaining('“Phường Long Hưng”') }])
  expect(warnings).toMatchObject([{ line: 3, column: 'name', vi: expect.stringContaining('“Phường Long Hưng”') }])
})

test('an unknown parent is told although other cells of the row are wrong too', async () => {
  expect(await where(['a,nowhere,Bản,'])).toEqual([
    [2, 'kind', 'Bản'],
    [2, 'name', ''],
    [2, 'parent_code', 'nowhere'],
  ])
})
