/** The thread of TableThread. */
import { parentPort } from 'node:worker_threads'
import type { Sheet } from './Sheet.ts'
import type { TableMade, TableOrder } from './TableThread.ts'
import { writeTable } from './writeTable.ts'

type Gathered = Omit<Sheet, 'rows'> & { readonly rows: Sheet['rows'][number][] }

const port = parentPort
let sheets: Gathered[] = []

async function made(kind: 'xlsx' | 'csv', [first, ...more]: readonly Gathered[]): Promise<TableMade> {
  if (!first) return { problem: 'no sheets' }
  return writeTable(kind, [first, ...more]).then(
    (file) => ({ file }),
    (error: unknown) => ({ problem: String(error) }),
  )
}

port?.on('message', (order: TableOrder) => {
  switch (order.type) {
    case 'sheet':
      sheets.push({ ...order.sheet, rows: [] })
      return
    case 'rows':
      sheets.at(-1)?.rows.push(...order.rows)
      return
    case 'make': {
      const ordered = sheets
      sheets = []
      void made(order.kind, ordered).then((answer) => port.postMessage(answer))
      return
    }
    default:
      order satisfies never
  }
})
