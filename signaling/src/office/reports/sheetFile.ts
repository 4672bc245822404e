import { cleanText } from '@diem-cau/signaling-contract'
import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import writeXlsxFile from 'write-excel-file/node'

export type Sheet = {
  /** Of the sheet in the workbook, 31 characters at most. */
  readonly name: string
  readonly columns: readonly { readonly title: string; /** In characters. */ readonly width: number }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** Rows for people to fill in, in which Excel leaves what is typed as it is: no telephone number without its 0. */
  readonly blankRows?: number
}

/** Tables for people who go on calculating: numbers are numbers, and no text is a formula. A CSV holds the first one alone. */
export async function sheetFile(kind: 'xlsx' | 'csv', sheets: readonly [Sheet, ...Sheet[]]): Promise<Buffer> {
  if (kind === 'csv') {
    const [{ columns, rows }] = sheets
    return Buffer.from(CSV_BOM + csvLine(columns.map(({ title }) => title)) + rows.map(csvLine).join(''))
  }
  const pages = sheets.map(({ name, columns, rows, blankRows = 0 }) => {
    const head = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const, wrap: true }))
    const body = rows.map((row) => row.map((value) => (value === null ? null : typeof value === 'number' ? { value, type: Number } : { value: cleanText(value), type: String, ...(blankRows > 0 ? { format: '@' } : {}) })))
    const blank = Array.from({ length: blankRows }, () => columns.map(() => ({ type: String, format: '@' })))
    return { data: [head, ...body, ...blank], sheet: name, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }
  })
  return writeXlsxFile(pages).toBuffer()
}
