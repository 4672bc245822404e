import type { MeetingId, UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { ofComingMeeting, type Span } from './comingMeetings.ts'

// All that writes the table meeting_unit. Each is part of the transaction of what it belongs to.

/** Units in their order, under the names of the day on which the meeting is held. */
export type InvitedUnits = {
  readonly meetingId: MeetingId
  readonly units: readonly UnitRef[]
  /** Position of the first of them: so many are invited already. */
  readonly first?: number
}

export async function insertInvitedUnits(tx: Kysely<Schema>, invited: readonly InvitedUnits[]): Promise<void> {
  await insertMany(
    tx,
    'meeting_unit',
    invited.flatMap(({ meetingId, units, first = 0 }) =>
      units.map(({ code, name }, n) => ({
        meeting_id: meetingId,
        unit_code: code,
        unit_name: name,
        position: first + n,
      })),
    ),
  )
}

export async function deleteInvitedUnits(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting_unit').where('meeting_id', 'in', meetingIds).execute()
}

/** Another unit is invited in the place of this one. Where both are, one invitation is left. */
export async function handOverInvitedUnits(
  tx: Kysely<Schema>,
  from: UnitCode,
  to: UnitRef,
  within: Span,
): Promise<void> {
  await tx
    .deleteFrom('meeting_unit')
    .where('unit_code', '=', from)
    .where(ofComingMeeting('meeting_unit', within))
    .where(
      'meeting_id',
      'in',
      tx.selectFrom('meeting_unit as other').select('other.meeting_id').where('other.unit_code', '=', to.code),
    )
    .execute()
  await tx
    .updateTable('meeting_unit')
    .set({ unit_code: to.code, unit_name: to.name })
    .where('unit_code', '=', from)
    .where(ofComingMeeting('meeting_unit', within))
    .execute()
}

/** Meetings of that time invite the unit under this name. */
export async function renameInvitedUnit(tx: Kysely<Schema>, { code, name }: UnitRef, within: Span): Promise<void> {
  await tx
    .updateTable('meeting_unit')
    .set({ unit_name: name })
    .where('unit_code', '=', code)
    .where('unit_name', '<>', name)
    .where(ofComingMeeting('meeting_unit', within))
    .execute()
}
