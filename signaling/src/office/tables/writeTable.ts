import { cleanText } from '@diem-cau/signaling-contract'
import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import writeXlsxFile from 'write-excel-file/node'
import type { Sheet } from './Sheet.ts'

/**
 * Tables for people who go on calculating: numbers are numbers, and no text is a formula. A CSV holds the first one alone. It is made in
 * one piece: ten thousand rows are half a second of computing; {@link sheetFile} keeps that away from the meetings.
 */
export async function writeTable(kind: 'xlsx' | 'csv', sheets: readonly [Sheet, ...Sheet[]]): Promise<Buffer> {
  if (kind === 'csv') {
    const [{ columns, rows }] = sheets
    return Buffer.from(CSV_BOM + csvLine(columns.map(({ title }) => title)) + rows.map(csvLine).join(''))
  }
  const pages = sheets.map(({ name, columns, rows, blankRows = 0, asText = blankRows > 0 }) => {
    const head = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const, wrap: true }))
    const body = rows.map((row) =>
      row.map((value) =>
        value === null
          ? null
          : typeof value === 'number'
            ? { value, type: Number }
            : { value: cleanText(value), type: String, ...(asText ? { format: '@' } : {}) },
      ),
    )
    const blank = Array.from({ length: blankRows }, () => columns.map(() => ({ type: String, format: '@' })))
    return {
      data: [head, ...body, ...blank],
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    }
  })
  return writeXlsxFile(pages).toBuffer()
}
