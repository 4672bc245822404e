import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import type { Selectable } from 'kysely'
import type { Schema } from '../../db/schema.ts'

type Batch = readonly Selectable<Schema['audit']>[]

const columns = ['time', 'actor', 'actor_id', 'action', 'subject_type', 'subject_id', 'subject', 'unit', 'ip', 'details']
const OFFSET_MS = 7 * 60 * 60_000

/** The log as CSV, a batch at a time. */
export async function* auditCsv(first: IteratorResult<Batch>, rest: AsyncIterable<Batch>): AsyncGenerator<string> {
  yield CSV_BOM + csvLine(columns)
  if (first.done === true) return
  yield lines(first.value)
  for await (const batch of rest) yield lines(batch)
}

function lines(batch: Batch): string {
  return batch
    .map((row) =>
      csvLine([localTime(row.at), row.actor_name, row.actor_id, row.action, row.subject_type, row.subject_id, row.subject_name, row.unit_code, row.ip, row.details]),
    )
    .join('')
}

/** "2026-11-23 07:30:05", in Vietnam. */
export function localTime(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}
