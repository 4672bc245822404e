import { expect, test } from 'vitest'
import { atOnce, inTurns } from '../../domain/steps.ts'
import { readTable } from './readTable.ts'

const read = (csv: string) => atOnce(readTable(csv, ['code', 'name'], ['note']))
const cells = (csv: string) => {
  const { rows, problems } = read(csv)
  expect(problems).toEqual([])
  return rows.map((row) => row.cells)
}
const where = (csv: string) => read(csv).problems.map(({ line, column, value }) => [line, column, value])

test.each([
  ['commas', 'code,name\na,An Bình'],
  ['semicolons, as Excel writes them in Vietnam', 'code;name\r\na;An Bình\r\n'],
  ['tabs', 'code\tname\na\tAn Bình'],
  ['a byte order mark', '\uFEFFcode,name\na,An Bình'],
  ['another order', 'name,code\nAn Bình,a'],
  ['capitals and spaces in the heading', ' Code , NAME\na,An Bình'],
  ['cells in quotes', '"code","name"\n"a","An Bình"'],
  ['spaces around cells', 'code,name\n a , An Bình '],
  ['empty lines, and rows that Excel left empty', 'code,name\n\na,An Bình\n,\n\n'],
])('a file with %s is read', (_, csv) => {
  expect(cells(csv)).toEqual([{ code: 'a', name: 'An Bình', note: '' }])
})

test('a semicolon in a quoted cell, a comma in a file of semicolons: cells stay whole', () => {
  expect(cells('code,name\na,"x; y"')).toEqual([{ code: 'a', name: 'x; y', note: '' }])
  expect(cells('code;name\na;x, y')).toEqual([{ code: 'a', name: 'x, y', note: '' }])
})

test('lines are counted as a person sees them, the heading is 1, empty ones count', () => {
  expect(read('code,name\na,A\n\nb,B\nc,C').rows.map(({ line }) => line)).toEqual([2, 4, 5])
  expect(read('code,name\r\na,A\r\n\r\nb,B\r\n').rows.map(({ line }) => line)).toEqual([2, 4])
})

test('a column that may be left out is empty; an unknown one is a problem, and the rows are read all the same', () => {
  expect(cells('code,name\na,A')).toEqual([{ code: 'a', name: 'A', note: '' }])
  expect(cells('code,name,note\na,A,n')).toEqual([{ code: 'a', name: 'A', note: 'n' }])
  const { rows, problems } = read('code,name,phone\na,A,1')
  expect(problems).toMatchObject([{ line: 1, column: 'phone', value: 'phone' }])
  expect(rows).toHaveLength(1)
})

test('every column that is missing or double is told, and no row is guessed at', () => {
  expect(where('x,y\na,A')).toEqual([[1, 'x', 'x'], [1, 'y', 'y'], [1, 'code', ''], [1, 'name', '']])
  expect(where('code,name,name\na,A,B')).toEqual([[1, 'name', 'name']])
  expect(read('code,name,name\na,A,B').rows).toEqual([])
})

test('a row with more cells than the heading is told; one with fewer has empty cells', () => {
  expect(where('code,name\na,A,more')).toEqual([[2, null, 'more']])
  expect(cells('code,name\na')).toEqual([{ code: 'a', name: '', note: '' }])
})

test('a quote out of place is told with its line, and the rows after it are read', () => {
  const { rows, problems } = read('code,name\na,A "x"\nb,B\nc,"C" d\ne,E')
  expect(problems.map(({ line }) => line)).toEqual([2, 4])
  expect(rows.map((row) => row.cells.code)).toEqual(['b', 'e'])
})

test('a quote that is never closed is told', () => {
  expect(where('code,name\na,A\nb,"B\nc,C')).toEqual([[3, null, 'b,"B']])
})

test('text that is not UTF-8 is told, with what to do in Excel', () => {
  expect(where('code,name\na,Ph\uFFFDng')).toEqual([[2, 'name', 'Ph\uFFFDng']])
})

test('an empty file is told', () => {
  expect(where('')).toEqual([[1, null, '']])
  expect(where('\uFEFF\n\n')).toEqual([[1, null, '']])
})

test('a long file is read in pieces: lines are counted on, cells of several lines stay whole, and a quote out of place is told', () => {
  const row = (n: number) => (n % 3 === 0 ? `c${n},"Phường ""${n}""\nở hai dòng"` : `c${n},Phường ${n}`)
  const rows = Array.from({ length: 12_000 }, (_, n) => row(n))
  const csv = ['code,name', ...rows].join('\n')
  expect(csv.length).toBeGreaterThan(4 * 64 * 1024)
  const read = atOnce(readTable(csv, ['code', 'name']))
  expect(read.problems).toEqual([])
  expect(read.rows.map(({ cells: { code } }) => code)).toEqual(rows.map((_, n) => `c${n}`))
  // 12,000 rows, of which every third has two lines, after the heading.
  expect(read.rows.at(-1)).toEqual({ line: 1 + 16_000, cells: { code: 'c11999', name: 'Phường 11999' } })
  expect(read.rows[9999]?.cells.name).toBe('Phường "9999"\nở hai dòng')
  const broken = atOnce(readTable(`${csv}\nx,B "y"`, ['code', 'name'])).problems
  expect(broken.at(-1)).toMatchObject({ line: 16_002, value: 'x,B "y"' })
})

test('a long file leaves others their turn while it is read', async () => {
  let turns = 0
  let reading = true
  const other = () => {
    turns += 1
    if (reading) setImmediate(other)
  }
  setImmediate(other)
  await inTurns(readTable(['code,name', ...Array.from({ length: 60_000 }, (_, n) => `c${n},Phường ${n}`)].join('\n'), ['code', 'name']))
  reading = false
  expect(turns).toBeGreaterThan(4)
})
