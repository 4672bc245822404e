import { importLimits } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { sheetFile } from './sheetFile.ts'
import { readTable } from './readTable.ts'
import type { TableColumn } from './tableWords.ts'

const columns: TableColumn<'code' | 'name' | 'note'>[] = [
  { key: 'code', vi: 'Mã đơn vị', en: 'Code', others: ['Mã'], required: true, text: false, width: 9 },
  { key: 'name', vi: 'Tên đơn vị', en: 'Name', required: true, text: true, width: 9 },
  { key: 'note', vi: 'Diễn giải', en: 'Note', required: false, text: true, width: 9 },
]
const read = (csv: string) => readTable({ csv }, columns)
const cells = async (csv: string) => {
  const { rows, problems } = await read(csv)
  expect(problems).toEqual([])
  return rows.map((row) => row.cells)
}
const where = async (csv: string) => (await read(csv)).problems.map(({ line, column, value }) => [line, column, value])

test.each([
  ['commas', 'code,name\na,An Bình'],
  ['semicolons, as Excel writes them in Vietnam', 'code;name\r\na;An Bình\r\n'],
  ['tabs', 'code\tname\na\tAn Bình'],
  ['a byte order mark', '\uFEFFcode,name\na,An Bình'],
  ['another order', 'name,code\nAn Bình,a'],
  ['Vietnamese headings', 'Mã đơn vị,Tên đơn vị\na,An Bình'],
  ['Vietnamese headings without accents', 'MA DON VI;ten  don vi\na;An Bình'],
  ['a column that is passed over', 'STT,code,name\n1,a,An Bình'],
  ['lines as old Macs end them', 'code,name\ra,An Bình'],
  ['capitals and spaces in the heading', ' Code , NAME\na,An Bình'],
  ['cells in quotes', '"code","name"\n"a","An Bình"'],
  ['spaces around cells', 'code,name\n a , An Bình '],
  ['empty lines, and rows that Excel left empty', 'code,name\n\na,An Bình\n,\n\n'],
])('a file with %s is read', async (_, csv) => {
  expect(await cells(csv)).toEqual([{ code: 'a', name: 'An Bình', note: '' }])
})

test('a semicolon in a quoted cell, a comma in a file of semicolons: cells stay whole', async () => {
  expect(await cells('code,name\na,"x; y"')).toEqual([{ code: 'a', name: 'x; y', note: '' }])
  expect(await cells('code;name\na;x, y')).toEqual([{ code: 'a', name: 'x, y', note: '' }])
})

test('lines are counted as a person sees them, the heading is 1, empty ones count', async () => {
  expect((await read('code,name\na,A\n\nb,B\nc,C')).rows.map(({ line }) => line)).toEqual([2, 4, 5])
  expect((await read('code,name\r\na,A\r\n\r\nb,B\r\n')).rows.map(({ line }) => line)).toEqual([2, 4])
})

test('a column that may be left out is empty; an unknown one is a problem, and the rows are read all the same', async () => {
  expect(await cells('code,name\na,A')).toEqual([{ code: 'a', name: 'A', note: '' }])
  expect(await cells('code,name,note\na,A,n')).toEqual([{ code: 'a', name: 'A', note: 'n' }])
  const { rows, problems } = await read('code,name,phone\na,A,1')
  expect(problems).toMatchObject([{ line: 1, column: 'phone', value: 'phone' }])
  expect(rows).toHaveLength(1)
})

test('every column that is missing or double is told, and no row is guessed at', async () => {
  expect(await where('x,y\na,A')).toEqual([
    [1, 'x', 'x'],
    [1, 'y', 'y'],
    [1, 'code', ''],
    [1, 'name', ''],
  ])
  expect(await where('code,name,name\na,A,B')).toEqual([[1, 'name', 'name']])
  expect((await read('code,name,name\na,A,B')).rows).toEqual([])
})

test('a row with more cells than the heading is told; one with fewer has empty cells', async () => {
  expect(await where('code,name\na,A,more')).toEqual([[2, null, 'more']])
  expect(await cells('code,name\na')).toEqual([{ code: 'a', name: '', note: '' }])
})

test('a quote out of place is told with its line, and the rows after it are read', async () => {
  const { rows, problems } = await read('code,name\na,A "x"\nb,B\nc,"C" d\ne,E')
  expect(problems.map(({ line }) => line)).toEqual([2, 4])
  expect(rows.map((row) => row.cells.code)).toEqual(['b', 'e'])
})

test('a quote that is never closed is told', async () => {
  expect(await where('code,name\na,A\nb,"B\nc,C')).toEqual([[3, null, 'b,"B']])
})

test('text that is not UTF-8 is told, with what to do in Excel', async () => {
  expect(await where('code,name\na,Ph\uFFFDng')).toEqual([[2, 'name', 'Ph\uFFFDng']])
})

test('an empty file is told', async () => {
  expect(await where('')).toEqual([[1, null, '']])
  expect(await where('\uFEFF\n\n')).toEqual([[1, null, '']])
})

test('a row is told by the line where it begins, also after cells of several lines', async () => {
  expect(await where('code,name\r\na,"x\r\ny"\r\nb,B,more\r\n\r\n"c","C",more')).toEqual([
    [4, null, 'more'],
    [6, null, 'more'],
  ])
  expect((await read('code,name\na,"x\n\ny"\n\nb,B')).rows.map(({ line }) => line)).toEqual([2, 6])
})

test('text in an encoding of old, encoded twice, or an error of Excel: told with what it should be', async () => {
  const csv = [
    'code,name',
    'a,Ph\u00adêng Long H\u00adng',
    'b,Phöôøng Long Höng',
    `c,${Buffer.from('Phường Long Hưng').toString('latin1')}`,
    'd,#N/A',
    'e,Phường Long Hưng',
  ].join('\n')
  const { rows, problems } = await read(csv)
  expect(problems.map(({ line, column, vi }) => [line, column, /Phường Long Hưng/.test(vi)])).toEqual([
    [2, 'name', true],
    [3, 'name', true],
    [4, 'name', true],
    [5, 'name', false],
  ])
  expect(rows.map(({ broken }) => [...broken])).toEqual([['name'], ['name'], ['name'], ['name'], []])
})

test('a long file is read in pieces: lines are counted on, cells of several lines stay whole, and a quote out of place is told', async () => {
  const row = (n: number) => (n % 3 === 0 ? `c${n},"Phường ""${n}""\nở hai dòng"` : `c${n},Phường ${n}`)
  const csv = ['code,name', ...Array.from({ length: 12_000 }, (_, n) => row(n))].join('\n')
  const { rows, problems } = await read(csv)
  expect(problems).toEqual([])
  // 12,000 rows, of which every third has two lines, after the heading.
  expect(rows.at(-1)).toMatchObject({ line: 1 + 16_000, cells: { code: 'c11999', name: 'Phường 11999' } })
  expect(rows[9999]?.cells.name).toBe('Phường "9999"\nở hai dòng')
  expect((await read(`${csv}\nx,B "y"`)).problems.at(-1)).toMatchObject({ line: 16_002, value: 'x,B "y"' })
})

test('more rows than an import takes are told, and what is read is not more', async () => {
  const { rows, problems } = await read(`code,name\n${'a,A\n'.repeat(importLimits.rows + 5)}`)
  expect(rows).toHaveLength(importLimits.rows)
  expect(problems).toMatchObject([{ line: importLimits.rows + 2 }])
})

test('while a large file is read the process does other work', async () => {
  let turns = 0
  const count = () => {
    turns += 1
    timer = setImmediate(count)
  }
  let timer = setImmediate(count)
  await read(`code,name\n${'a,An Bình\n'.repeat(importLimits.rows)}`)
  clearImmediate(timer)
  expect(turns).toBeGreaterThan(20)
})

test('an Excel file is read as it stands: rows by their numbers, numbers as digits, text as text', async () => {
  const sheet = {
    name: 'Đơn vị',
    columns: [
      { title: 'Mã đơn vị', width: 9 },
      { title: 'Tên đơn vị', width: 9 },
      { title: 'note', width: 9 },
    ],
    rows: [
      ['a', 'Phường <Ô Môn> & "x"', 912345678],
      [null, null, null],
      ['b', '=1+1', '0292 3822 222'],
    ],
  }
  const { rows, problems } = await readTable(
    { xlsx: await sheetFile('xlsx', [sheet, { ...sheet, name: 'Khác' }]) },
    columns,
  )
  expect(problems).toEqual([])
  expect(rows.map(({ line, cells }) => [line, ...Object.values(cells)])).toEqual([
    [2, 'a', 'Phường <Ô Môn> & "x"', '912345678'],
    [4, 'b', '=1+1', '0292 3822 222'],
  ])
})

test.each([
  ['no ZIP', Buffer.from('code,name')],
  ['a ZIP that is cut off', Buffer.from('504b0304140000000800', 'hex')],
  ['nothing', Buffer.alloc(0)],
])('%s is no Excel file, and told', async (_, xlsx) => {
  expect(await readTable({ xlsx }, columns)).toMatchObject({
    rows: [],
    problems: [{ line: 1, en: expect.stringContaining('Excel workbook') }],
  })
})
