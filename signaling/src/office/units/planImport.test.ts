import { UnitCode } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atOnce } from '../../domain/steps.ts'
import { type KnownUnit, planImport } from './planImport.ts'
import { readUnitRows } from './readUnitRows.ts'

const code = (text: string) => UnitCode.parse(text)
const known = (...units: [path: string, name?: string, open?: boolean][]) =>
  new Map(
    units.map(([path, name = path, open = true]): [UnitCode, KnownUnit] => {
      const [own, parent] = path.split('/').filter((part) => part !== '').toReversed()
      const unit = code(own ?? '')
      return [unit, { code: unit, parentCode: parent === undefined ? null : code(parent), kind: 'ward', name, path, open }]
    }),
  )
const all = { mayManage: () => true, mayAddRoots: true }
const within = (branch: string) => ({ mayManage: (path: readonly UnitCode[]) => path.includes(code(branch)), mayAddRoots: false })
const plan = (lines: string[], units = known(), reach: Parameters<typeof planImport>[2] = all) => {
  const read = atOnce(readUnitRows(['code,parent_code,kind,name', ...lines].join('\n')))
  const planned = atOnce(planImport(read.rows, units, reach, read.badCodes))
  return { ...planned, problems: [...read.problems, ...planned.problems] }
}
const where = (...args: Parameters<typeof plan>) => plan(...args).problems.map(({ line, column, value }) => [line, column, value])

test.each([
  ['a bad code', 'Ô Môn,,ward,A', 'code', 'Ô Môn'],
  ['a code of capitals', 'ABC,,ward,A', 'code', 'ABC'],
  ['a code that is an address of the API', 'tree,,ward,A', 'code', 'tree'],
  ['an empty name', 'a,,ward,', 'name', ''],
  ['a name of spaces', 'a,,ward,"  "', 'name', '  '],
  ['a name of two lines', 'a,,ward,"A\nB"', 'name', 'A\nB'],
  ['a bad kind', 'a,,Phường,A', 'kind', 'Phường'],
  ['no kind', 'a,,,A', 'kind', ''],
  ['a bad parent', 'a,Ô Môn,ward,A', 'parent_code', 'Ô Môn'],
  ['an unknown parent', 'a,nowhere,ward,A', 'parent_code', 'nowhere'],
  ['itself as its parent', 'a,a,ward,A', 'parent_code', 'a'],
])('%s is told with line, column and value', (_, row, column, value) => {
  expect(where([row])).toEqual([[row.includes('\n') ? 3 : 2, column, value]])
})

test('every reason is given in Vietnamese and in English', () => {
  const { problems } = plan(['A,,,', 'b,c,ward,B', 'd,d,ward,D'])
  expect(problems.length).toBeGreaterThan(4)
  for (const { vi, en } of problems) {
    expect(vi).toMatch(/[ăâđêôơưạảấầẩậắằặẻẽẹếềểệỉịọỏốồổộớờởợụủứừửựỳỹ]/i)
    expect(en).toMatch(/^[A-Z][\x20-\x7e–“”]+\.$/)
  }
})

test('a loop is told at each of its rows, and not at what hangs below', () => {
  expect(where(['a,c,ward,A', 'b,a,ward,B', 'c,b,ward,C', 'd,c,ward,D'])).toEqual([
    [2, 'parent_code', 'c'],
    [3, 'parent_code', 'a'],
    [4, 'parent_code', 'b'],
  ])
})

test('a loop that is closed by units on record is told', () => {
  expect(where(['a,b,ward,A'], known(['/a/'], ['/a/b/']))).toEqual([[2, 'parent_code', 'b']])
})

test('a code that is there twice is told with the line of the first; who names it as its parent is not at fault', () => {
  const { problems } = plan(['a,,ward,A', 'a,,ward,A', 'b,a,ward,B'])
  expect(problems).toMatchObject([{ line: 3, column: 'code', value: 'a', en: expect.stringMatching(/line 2\.$/) }])
  expect(where(['Bad,,ward,A', 'a,,ward,', 'b,a,ward,B']).map(([line]) => line)).toEqual([2, 3])
})

test('with one problem nothing is planned at all', () => {
  expect(plan(['a,,ward,A', 'b,nowhere,ward,B'])).toMatchObject({ created: [], updated: [], carried: [] })
  expect(plan(['a,,ward,A', 'b,a,ward,'])).toMatchObject({ created: [], updated: [], carried: [] })
})

test('a closed unit is neither changed nor a parent', () => {
  expect(where(['a,,ward,A'], known(['/a/', 'A', false]))).toEqual([[2, 'code', 'a']])
  expect(where(['b,a,ward,A'], known(['/a/', 'A', false]))).toEqual([[2, 'parent_code', 'a']])
})

test('what moves takes its branch along', () => {
  const { updated, carried } = plan(['b,,ward,/a/b/'], known(['/a/'], ['/a/b/'], ['/a/b/c/'], ['/a/b/c/d/']))
  expect(updated.map(({ after }) => after.path)).toEqual(['/b/'])
  expect(carried).toEqual([{ code: 'c', path: '/b/c/' }, { code: 'd', path: '/b/c/d/' }])
})

test('markup is a name like any other', () => {
  expect(plan(['a,,ward,<img src=x onerror=alert(1)>']).created[0]?.name).toBe('<img src=x onerror=alert(1)>')
})

test('who administers a branch imports there only: other rows may be in the file as long as they are as they were', () => {
  const units = known(['/city/', 'City'], ['/city/x/', 'X'], ['/city/y/', 'Y'])
  const branch = within('x')
  expect(plan(['city,,ward,City', 'x,city,ward,X', 'x.new,x,ward,New'], units, branch)).toMatchObject({ problems: [], created: [{ code: 'x.new' }] })
  expect(where(['y,city,ward,Changed'], units, branch)).toEqual([[2, 'code', 'y']])
  expect(where(['y.new,y,ward,New'], units, branch)).toEqual([[2, 'parent_code', 'y']])
  expect(where(['x,y,ward,X'], units, branch)).toEqual([[2, 'parent_code', 'y']])
  expect(where(['root,,ward,Root'], units, branch)).toEqual([[2, 'parent_code', '']])
})

test('a tree that is too deep for the store is told, however deep', () => {
  const chain = Array.from({ length: 3000 }, (_, i) => `c${i},${i === 0 ? '' : `c${i - 1}`},ward,C`)
  const { problems } = plan(chain)
  expect(problems[0]).toMatchObject({ column: 'parent_code', en: 'The tree of units is too deep.' })
  expect(plan(chain.slice(0, 200)).problems).toEqual([])
})

test('whatever parents a file names: either problems, or a tree whose paths lead to the root', () => {
  const parents = fc.array(fc.option(fc.nat({ max: 12 }), { nil: null }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(parents, (parentOf) => {
      const { problems, created } = plan(parentOf.map((parent, i) => `u${i},${parent === null ? '' : `u${parent}`},ward,U`))
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
