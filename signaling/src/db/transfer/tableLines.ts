import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Table } from './describeTables.ts'
import type { Row, Snapshot, Value } from './Snapshot.ts'

/** Sums over one table's lines; the same for the same rows, whichever store they are in. */
export type TableSum = { readonly rows: number; readonly bytes: number; readonly sha256: string }

const Cell = z.union([z.string(), z.number(), z.null(), z.object({ base64: z.string() })])
const Line = z.array(Cell)
const Header = z.object({ table: z.string(), columns: z.array(z.string()) })

/**
 * One table as JSON lines: what it is, then each row as an array.
 * @param write gets some lines at a time; may be slow
 */
export async function writeLines(
  snapshot: Snapshot,
  table: Table,
  write: (lines: string) => Promise<void> | void = () => {},
): Promise<TableSum> {
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  const add = async (lines: string) => {
    hash.update(lines)
    bytes += Buffer.byteLength(lines)
    await write(lines)
  }
  await add(`${JSON.stringify({ table: table.name, columns: [...table.columns] } satisfies z.infer<typeof Header>)}\n`)
  for await (const batch of snapshot.rows(table)) {
    rows += batch.length
    if (batch.length > 0) await add(batch.map((row) => `${JSON.stringify(row.map(toCell))}\n`).join(''))
  }
  return { rows, bytes, sha256: hash.digest('hex') }
}

/** @throws ZodError, SyntaxError for lines that {@link writeLines} has not written */
export async function* readLines(
  lines: AsyncIterable<string>,
  atOnce = 500,
): AsyncGenerator<{ columns: readonly string[]; rows: Row[] }> {
  let columns: readonly string[] | null = null
  let rows: Row[] = []
  for await (const line of lines) {
    if (line === '') continue
    if (columns === null) {
      columns = Header.parse(JSON.parse(line)).columns
      continue
    }
    rows.push(Line.length(columns.length).parse(JSON.parse(line)).map(fromCell))
    if (rows.length < atOnce) continue
    yield { columns, rows }
    rows = []
  }
  if (columns !== null) yield { columns, rows }
}

function toCell(value: Value): z.infer<typeof Cell> {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
}

function fromCell(cell: z.infer<typeof Cell>): Value {
  return typeof cell === 'object' && cell !== null ? Buffer.from(cell.base64, 'base64') : cell
}
