import type { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { MeetingRecord } from '../../domain/record/MeetingRecord.ts'
import { unitFacts } from '../../domain/record/unitFacts.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'

/** Writes what reports need of a meeting that has ended, so that a quarter is counted without reading its logs. A second call changes nothing. */
export async function writeFacts(
  tx: Kysely<Schema>,
  meetingId: MeetingId,
  hostUnit: UnitCode,
  plannedStart: number,
  record: MeetingRecord,
): Promise<void> {
  const starts_at = record.times.startedAt ?? plannedStart
  const made = await tx
    .insertInto('meeting_fact')
    .values({
      meeting_id: meetingId,
      host_unit_code: hostUnit,
      starts_at,
      length_ms: Math.max(0, record.times.to - record.times.from),
      log_seq: record.seq,
    })
    .onConflict((oc) => oc.column('meeting_id').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return
  const flag = (value: boolean) => (value ? 1 : 0)
  await insertMany(
    tx,
    'unit_fact',
    unitFacts(record).map((fact) => ({
      unit_code: fact.unit.code,
      starts_at,
      meeting_id: meetingId,
      host_unit_code: hostUnit,
      unit_name: fact.unit.name,
      invited: flag(fact.invited),
      attended: flag(fact.attended),
      late: flag(fact.late),
      left_early: flag(fact.leftEarly),
      people: fact.people,
      speaking_ms: fact.speakingMs,
      speeches: fact.speeches,
      votes_cast: fact.votesCast,
    })),
  )
}
