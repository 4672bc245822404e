import type { UnitCode } from '@diem-cau/signaling-contract'
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { type Invitee, unitInvitee } from '../../domain/office/invitee.ts'
import { handOverRoles } from '../../auth/accountRoles.ts'
import { handOverAccounts } from '../../auth/accountTable.ts'
import { handOverGroups } from './unitGroupTable.ts'
import { COMING_PHASES, renameInMeetings } from './renameInMeetings.ts'

type Successor = { readonly code: UnitCode; readonly name: string }

/** People, rooms, roles, groups and meetings to come go from a unit to the one that takes its place. The past stays. */
export async function handOver(tx: Kysely<Schema>, from: UnitCode, to: Successor, now: number): Promise<void> {
  await handOverAccounts(tx, from, to.code)
  await handOverRoles(tx, from, to.code)
  await handOverGroups(tx, from, to.code)
  await handOverMeetings(tx, from, to, now)
  // They may be on a day for which the successor's next name is known already.
  await renameInMeetings(tx, [to.code], now)
}

async function handOverMeetings(tx: Kysely<Schema>, from: UnitCode, to: Successor, now: number): Promise<void> {
  const coming = (eb: ExpressionBuilder<Schema, 'meeting'>) =>
    eb.and([eb('meeting.starts_at', '>', now), eb('meeting.phase', 'in', COMING_PHASES)])
  const comingIds = tx.selectFrom('meeting').select('meeting.id').where(coming)
  await tx
    .updateTable('meeting')
    .set((eb) => ({ host_unit_code: to.code, host_unit_name: to.name, version: eb('version', '+', 1) }))
    .where('host_unit_code', '=', from)
    .where(coming)
    .execute()
  await tx
    .updateTable('meeting_seat')
    .set({ unit_code: to.code, unit_name: to.name })
    .where('unit_code', '=', from)
    .where('meeting_id', 'in', comingIds)
    .execute()
  // Where both are invited, one invitation is left; the successor's own answer counts.
  await tx
    .deleteFrom('meeting_unit')
    .where('unit_code', '=', from)
    .where('meeting_id', 'in', comingIds)
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
    .where('meeting_id', 'in', comingIds)
    .execute()
  const [old, next] = [unitInvitee(from), unitInvitee(to.code)]
  await tx
    .deleteFrom('meeting_answer')
    .where('invitee', '=', old)
    .where('meeting_id', 'in', comingIds)
    .where(
      'meeting_id',
      'in',
      tx.selectFrom('meeting_answer as other').select('other.meeting_id').where('other.invitee', '=', next),
    )
    .execute()
  await tx
    .updateTable('meeting_answer')
    .set({ invitee: sql<Invitee>`${next}` })
    .where('invitee', '=', old)
    .where('meeting_id', 'in', comingIds)
    .execute()
  // What the unit had answered to another time is not the answer of who follows it.
  await tx.deleteFrom('invitation_before').where('invitee', '=', old).where('meeting_id', 'in', comingIds).execute()
}
