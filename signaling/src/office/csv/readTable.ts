import { fromCsvCell, type ImportProblem } from '@diem-cau/signaling-contract/office'
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Steps } from '../../domain/steps.ts'
import { importProblem } from './importProblem.ts'

/** `line`: as a person counts them in the file, the heading is 1. Cells are trimmed; one that is not there is ''. */
type TableRow<C extends string> = { readonly line: number; readonly cells: Readonly<Record<C, string>> }
type Table<C extends string> = { readonly rows: readonly TableRow<C>[]; readonly problems: readonly ImportProblem[] }

const Records = z.array(z.object({ info: z.object({ lines: z.int() }), record: z.array(z.string()) }))
/** Characters that are taken apart in one step: about 5 ms of computing. */
const PIECE = 64 * 1024
const LINE_END = /\r\n|\n|\r/
/** What a decoder writes for bytes that are no UTF-8. */
const NOT_UTF8 = '\uFFFD'

/**
 * A CSV file as people make it: with a byte order mark or without, cells apart by comma, semicolon (as Excel
 * writes it in Vietnam) or tab, columns in any order. Whatever is wrong with its form is a problem; no rows come
 * back when the heading is wrong.
 * @param optional columns that may be left out
 */
export function* readTable<C extends string>(csv: string, required: readonly C[], optional: readonly C[] = []): Steps<Table<C>> {
  const problems: ImportProblem[] = []
  const records = yield* parseCsv(csv, problems)
  const heading = records[0]
  if (!heading) {
    problems.push(importProblem(1, null, '', 'Tệp trống, không có dòng tiêu đề.', 'The file is empty: it has no heading.'))
    return { rows: [], problems }
  }
  const columns = readHeading(heading.record, required, optional, problems)
  if (columns === null) return { rows: [], problems }
  const rows: TableRow<C>[] = []
  for (const { line, record } of records.slice(1)) {
    yield
    const extra = record.slice(heading.record.length).find((cell) => cell !== '')
    if (extra !== undefined) {
      problems.push(
        importProblem(line, null, extra,
          'Dòng này có nhiều ô hơn dòng tiêu đề. Nếu nội dung có dấu phẩy hoặc chấm phẩy, hãy đặt nó trong dấu ngoặc kép.',
          'This row has more cells than the heading. Put text that has a comma or semicolon in double quotes.'),
      )
      continue
    }
    const cells = Object.fromEntries([...required, ...optional].map((column) => [column, fromCsvCell(record[columns.get(column) ?? -1] ?? '')]))
    const broken = Object.entries(cells).find(([, cell]) => cell.includes(NOT_UTF8))
    if (broken) {
      problems.push(
        importProblem(line, broken[0], broken[1],
          'Chữ bị hỏng: tệp không ở bảng mã UTF-8. Trong Excel hãy lưu với kiểu “CSV UTF-8”.',
          'Broken characters: the file is not UTF-8. In Excel, save it as “CSV UTF-8”.'),
      )
      continue
    }
    rows.push({ line, cells: cells as Record<C, string> })
  }
  return { rows, problems }
}

type CsvRecord = { readonly line: number; readonly record: readonly string[] }

function* parseCsv(csv: string, problems: ImportProblem[]): Steps<CsvRecord[]> {
  const delimiter = delimiterOf(csv)
  const whole = yield* parsePieces(csv, delimiter)
  if (whole !== null) return whole
  // A quote is wrong somewhere, and what is a row after it is anybody's guess: every line stands for itself.
  const records: CsvRecord[] = []
  for (const [i, text] of csv.split(LINE_END).entries()) {
    yield
    const alone = parseText(text, delimiter)
    if (alone !== null) records.push(...alone.map(({ record }) => ({ line: i + 1, record })))
    else {
      problems.push(
        importProblem(i + 1, null, text.trim(),
          'Dấu ngoặc kép (") không đúng chỗ hoặc không được đóng. Trong ô có ngoặc kép, hãy viết hai dấu liền nhau ("").',
          'A double quote (") is out of place or never closed. Inside of a quoted cell write two of them ("").'),
      )
    }
  }
  return records
}

/** null when a quote is out of place. */
function* parsePieces(csv: string, delimiter: string): Steps<CsvRecord[] | null> {
  const records: CsvRecord[] = []
  let before = 0
  for (const piece of pieces(csv)) {
    const parsed = parseText(piece, delimiter)
    if (parsed === null) return null
    for (const { line, record } of parsed) records.push({ line: line + before, record })
    before += piece.split(LINE_END).length - 1
    yield
  }
  return records
}

/** The text cut at ends of rows: line ends before which quotes are closed. */
function* pieces(csv: string): Generator<string> {
  let from = 0
  let quoted = false
  for (const { 0: mark, index } of csv.matchAll(/"|\r\n|\n|\r/g)) {
    if (mark === '"') quoted = !quoted
    else if (!quoted && index - from >= PIECE) {
      yield csv.slice(from, index + mark.length)
      from = index + mark.length
    }
  }
  yield csv.slice(from)
}

/** null when a quote is out of place. */
function parseText(csv: string, delimiter: string): CsvRecord[] | null {
  try {
    const parsed: unknown = parse(csv, {
      bom: true,
      info: true,
      trim: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    })
    return Records.parse(parsed).map(({ info, record }) => ({ line: info.lines, record }))
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

/** Whichever the heading has most of. */
function delimiterOf(csv: string): string {
  const heading = /^[^\r\n]*/.exec(csv.replace(/^[\uFEFF\s]+/, ''))?.[0] ?? ''
  const count = (delimiter: string) => heading.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

/** Where each column is; null when rows cannot be read without a guess. */
function readHeading<C extends string>(
  heading: readonly string[],
  required: readonly C[],
  optional: readonly C[],
  problems: ImportProblem[],
): Map<C, number> | null {
  const known = [...required, ...optional]
  const columns = new Map<C, number>()
  let sound = true
  for (const [at, cell] of heading.entries()) {
    const column = known.find((name) => name === cell.trim().toLowerCase())
    if (column === undefined) {
      if (cell === '') continue
      problems.push(
        importProblem(1, cell, cell, `Không có cột nào tên như vậy. Các cột là: ${known.join(', ')}.`, `There is no such column. The columns are: ${known.join(', ')}.`),
      )
    } else if (columns.has(column)) {
      sound = false
      problems.push(importProblem(1, column, cell, 'Cột này có hai lần. Hãy xóa một cột.', 'This column is there twice. Delete one.'))
    } else columns.set(column, at)
  }
  for (const column of required) {
    if (columns.has(column)) continue
    sound = false
    problems.push(importProblem(1, column, '', `Thiếu cột ${column}. Dòng đầu phải là tên cột.`, `The column ${column} is missing. The first line names the columns.`))
  }
  return sound ? columns : null
}
