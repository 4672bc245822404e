import type { Sheet } from './Sheet.ts'
import { TableThread } from './TableThread.ts'
import { writeTable } from './writeTable.ts'

/** So many rows take a few milliseconds; more are made in a thread of their own. */
const SMALL_ROWS = 200

/** The whole process has one. */
const thread = new TableThread()

/**
 * The file of a table, as {@link writeTable} makes it; meetings go on meanwhile.
 * @throws MeetingError `tooLarge` when it takes too long or too much memory, `internal`
 */
export function sheetFile(kind: 'xlsx' | 'csv', sheets: readonly [Sheet, ...Sheet[]]): Promise<Buffer> {
  const rows = sheets.reduce((sum, { rows: own, blankRows = 0 }) => sum + own.length + blankRows, 0)
  return rows <= SMALL_ROWS ? writeTable(kind, sheets) : thread.make(kind, sheets)
}
