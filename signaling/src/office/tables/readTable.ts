import { foldText } from '@diem-cau/signaling-contract'
import { type ImportProblem, importLimits } from '@diem-cau/signaling-contract/office'
import { brokenCell } from './brokenCell.ts'
import { importProblem } from './importProblem.ts'
import type { ImportSource } from './importSource.ts'
import { inPieces } from './inPieces.ts'
import { readCsv } from './readCsv.ts'
import { readXlsx } from './readXlsx.ts'
import type { TableRecord } from './TableRecord.ts'
import type { TableColumn } from './tableWords.ts'

/**
 * `line`: where the row begins, as a person counts; the heading is 1. Cells are trimmed; one that is not there is ''.
 * `broken`: columns of which a problem was told already; null stands for the row itself.
 */
type TableRow<C extends string> = {
  readonly line: number
  readonly cells: Readonly<Record<C, string>>
  readonly broken: ReadonlySet<C | null>
}
type Table<C extends string> = { readonly rows: readonly TableRow<C>[]; readonly problems: readonly ImportProblem[] }

/** Columns that our own exports have for people, or that people like to have. */
const passedOver = new Set(['stt', 'so thu tu', 'ghi chu', 'no.'])

/**
 * A table as people make it: CSV or Excel, columns in any order, headings in either language. Whatever is wrong with its form is a
 * problem; no rows come back when the heading is wrong.
 */
export async function readTable<C extends string>(
  source: ImportSource,
  columns: readonly TableColumn<C>[],
): Promise<Table<C>> {
  const problems: ImportProblem[] = []
  const [heading, ...records] = await ('csv' in source
    ? readCsv(source.csv, problems)
    : readXlsx(source.xlsx, problems))
  if (!heading) {
    if (problems.length === 0)
      problems.push(
        importProblem(1, null, '', 'Tệp trống, không có dòng tiêu đề.', 'The file is empty: it has no heading.'),
      )
    return { rows: [], problems }
  }
  const places = readHeading(heading, columns, problems)
  if (places === null) return { rows: [], problems }
  const rows: TableRow<C>[] = []
  const extra = records[importLimits.rows]
  if (extra) {
    problems.push(
      importProblem(
        extra.line,
        null,
        '',
        `Tệp có quá nhiều dòng: mỗi lần nhập tối đa ${importLimits.rows} dòng. Hãy chia tệp làm nhiều phần.`,
        `The file has too many rows: an import takes ${importLimits.rows} at most. Divide the file.`,
      ),
    )
  }
  await inPieces(records.slice(0, importLimits.rows), ({ line, record }) => {
    const broken = new Set<C | null>()
    const more = record.slice(heading.record.length).find((cell) => cell !== '')
    if (more !== undefined) {
      broken.add(null)
      problems.push(
        importProblem(
          line,
          null,
          more,
          'Dòng này có nhiều ô hơn dòng tiêu đề. Nếu nội dung có dấu phẩy hoặc chấm phẩy, hãy đặt nó trong dấu ngoặc kép.',
          'This row has more cells than the heading. Put text that has a comma or semicolon in double quotes.',
        ),
      )
    }
    const cells = Object.fromEntries(columns.map(({ key }) => [key, record[places.get(key) ?? -1] ?? ''])) as Record<
      C,
      string
    >
    for (const { key, text } of columns) {
      const problem = brokenCell(cells[key], text)
      if (problem === null) continue
      broken.add(key)
      problems.push(importProblem(line, key, cells[key], problem.vi, problem.en))
    }
    rows.push({ line, cells, broken })
  })
  return { rows, problems }
}

/** Finds the place of each column; null when rows cannot be read without a guess. */
function readHeading<C extends string>(
  { line, record }: TableRecord,
  columns: readonly TableColumn<C>[],
  problems: ImportProblem[],
): Map<C, number> | null {
  const places = new Map<C, number>()
  let sound = true
  for (const [at, cell] of record.entries()) {
    const folded = foldText(cell)
    const column = columns.find(({ key, vi, en, others = [] }) =>
      [key, vi, en, ...others].some((name) => foldText(name) === folded),
    )?.key
    if (column === undefined) {
      if (folded === '' || passedOver.has(folded)) continue
      const names = { vi: columns.map(({ vi }) => vi).join(', '), en: columns.map(({ en }) => en).join(', ') }
      problems.push(
        importProblem(
          line,
          cell,
          cell,
          `Không có cột nào tên như vậy. Các cột là: ${names.vi}.`,
          `There is no such column. The columns are: ${names.en}.`,
        ),
      )
    } else if (places.has(column)) {
      sound = false
      problems.push(
        importProblem(
          line,
          column,
          cell,
          'Cột này có hai lần. Hãy xóa một cột.',
          'This column is there twice. Delete one.',
        ),
      )
    } else places.set(column, at)
  }
  for (const { key, vi, en, required } of columns) {
    if (places.has(key) || !required) continue
    sound = false
    problems.push(
      importProblem(
        line,
        key,
        '',
        `Thiếu cột “${vi}”. Dòng đầu phải là tên cột; hãy dùng tệp mẫu.`,
        `The column “${en}” is missing. The first line names the columns; use the sample file.`,
      ),
    )
  }
  return sound ? places : null
}
