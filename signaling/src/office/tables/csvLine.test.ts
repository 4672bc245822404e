import { csvLine } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from './readTable.ts'

test('what a spreadsheet would take for a formula has an apostrophe in front', () => {
  expect(csvLine(['=1+1', '+84', '-1', '@SUM(A1)', '＝1', "'=1", 'a=1', "'a"])).toBe(
    "'=1+1,'+84,'-1,'@SUM(A1),'＝1,''=1,a=1,'a\r\n",
  )
})

test('cells with separators, quotes and lines stay one cell', () => {
  expect(csvLine(['a,b', 'a;b', 'say "no"', 'two\nlines', null, 3])).toBe(
    '"a,b","a;b","say ""no""","two\nlines",,3\r\n',
  )
})

test('what a terminal or another program would act upon is not in it', () => {
  expect(csvLine(['a\u0000b', '\u001b[31mred', 'x\ud800', 'tab\there', '\u202egnp.exe'])).toBe(
    'a\ufffdb,\ufffd[31mred,x\ufffd,"tab\there",gnp.exe\r\n',
  )
})

test('whatever a cell holds, it comes back as it was', async () => {
  const columns = (['a', 'b'] as const).map((key) => ({ key, vi: key, en: key, required: true, text: false, width: 9 }))
  const cell = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replaceAll('\uFFFD', '').trim())
  const formula = fc
    .tuple(fc.constantFrom('=', '+', '-', '@', "'", "'=", "''-", '＝'), cell)
    .map(([sign, text]) => `${sign}${text}`)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ a: fc.oneof(cell, formula), b: fc.oneof(cell, formula) }), { maxLength: 5 }),
      async (cells) => {
        const csv = csvLine(['a', 'b']) + cells.map(({ a, b }) => csvLine([a, b])).join('')
        const full = cells.filter(({ a, b }) => a !== '' || b !== '')
        expect(await readTable({ csv }, columns)).toEqual({
          rows: full.map((row) => ({ line: expect.any(Number), cells: row, broken: new Set() })),
          problems: [],
        })
      },
    ),
  )
})
