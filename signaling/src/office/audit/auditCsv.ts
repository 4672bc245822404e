import { localSeconds } from '@diem-cau/signaling-contract'
import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import type { Selectable } from 'kysely'
import type { Schema } from '../../db/schema.ts'

type Batch = readonly Selectable<Schema['audit']>[]

const columns = [
  'time',
  'actor',
  'actor_id',
  'action',
  'subject_type',
  'subject_id',
  'subject',
  'unit',
  'ip',
  'details',
]

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
      csvLine([
        localSeconds(row.at),
        row.actor_name,
        row.actor_id,
        row.action,
        row.subject_type,
        row.subject_id,
        row.subject_name,
        row.unit_code,
        row.ip,
        row.details,
      ]),
    )
    .join('')
}
