import {
  type AccountId,
  foldText,
  type MeetingId,
  type Phase,
  type UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import type { MeetingSettings, UnitRule } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { hasEnded } from '../../db/log/hasEnded.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { COMING_PHASES, type Span } from './comingMeetings.ts'

// All that writes the table meeting. Each is part of the transaction of what it belongs to. Who and what is invited is in the
// tables beside it.

export type MeetingEntry = {
  readonly meetingId: MeetingId
  readonly title: string
  readonly description: string
  /** The host under the name of the day on which it is held. */
  readonly hostUnit: UnitRef
  readonly place: string
  readonly chairId: AccountId
  /** '' = it is not found by it. */
  readonly chairName: string
  readonly deputyId: AccountId | null
  readonly secretaryId: AccountId | null
  readonly startsAt: number
  readonly endsAt: number
  readonly phase: Phase
  readonly settings: MeetingSettings
  readonly invite: readonly UnitRule[]
  readonly seriesId: string | null
  /** The start that the rule of the series gave it. */
  readonly recurrenceAt: number | null
  readonly isException: boolean
  readonly rehearsalOf: MeetingId | null
}

/** Phases from which a meeting is ended. */
const UNDER_WAY = ['scheduled', 'open', 'live'] as const

/** @param made by whom and when; null: by nobody, with the program itself */
export async function insertMeetings(
  tx: Kysely<Schema>,
  meetings: readonly MeetingEntry[],
  made: { readonly by: AccountId; readonly now: number } | null,
  demo = false,
): Promise<void> {
  const times = made ? { created_by: made.by, created_at: made.now, updated_at: made.now } : {}
  await insertMany(
    tx,
    'meeting',
    meetings.map((meeting) => ({ ...rowOf(meeting), id: meeting.meetingId, demo: demo ? 1 : 0, ...times })),
  )
}

/** All of the row to what it is to be. */
export async function replaceMeeting(tx: Kysely<Schema>, meeting: MeetingEntry, now: number): Promise<void> {
  await tx
    .updateTable('meeting')
    .set((eb) => ({ ...rowOf(meeting), updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', meeting.meetingId)
    .execute()
}

/**
 * Takes the row before anything is decided: of two who change it at once, the second waits, and sees what the first wrote.
 * @param version the one that was seen; null: whichever it is. @returns false when it has another by now, or is not there
 */
export async function takeMeeting(
  tx: Kysely<Schema>,
  id: MeetingId,
  version: number | null,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('meeting')
    .set({ updated_at: now })
    .where('id', '=', id)
    .$if(version !== null, (query) => query.where('version', '=', version))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Sets the rules by which it invites from now on; the units that they mean are in `meeting_unit`. */
export async function setInvite(tx: Kysely<Schema>, id: MeetingId, invite: readonly UnitRule[]): Promise<void> {
  await tx
    .updateTable('meeting')
    .set({ invite: JSON.stringify(invite) })
    .where('id', '=', id)
    .execute()
}

/** Something that is kept beside the row has changed, so anybody who edits it has to look again. */
export async function countMeetingVersion(tx: Kysely<Schema>, id: MeetingId): Promise<void> {
  await tx
    .updateTable('meeting')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Makes these newer to calendar programs than what they know. */
export async function bumpSequence(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<void> {
  await tx
    .updateTable('meeting')
    .set((eb) => ({ sequence: eb('sequence', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
}

export async function setSequence(tx: Kysely<Schema>, ids: readonly MeetingId[], sequence: number): Promise<void> {
  await tx.updateTable('meeting').set({ sequence }).where('id', 'in', ids).execute()
}

/** Changes the series to which it belongs and its start by that; the time at which it takes place stays. */
export async function moveInSeries(
  tx: Kysely<Schema>,
  id: MeetingId,
  { seriesId, recurrenceAt }: { readonly seriesId: string; readonly recurrenceAt: number },
): Promise<void> {
  await tx
    .updateTable('meeting')
    .set({ series_id: seriesId, recurrence_at: recurrenceAt })
    .where('id', '=', id)
    .execute()
}

export async function cancelMeetings(
  tx: Kysely<Schema>,
  ids: readonly MeetingId[],
  reason: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable('meeting')
    .set((eb) => ({
      phase: 'cancelled' as const,
      cancel_reason: reason,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', ids)
    .execute()
}

/** Callers delete meetings once nothing names them any more. */
export async function deleteMeetings(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting').where('id', 'in', ids).execute()
}

/** The chair ended it: nobody gets in again. */
export async function endMeeting(db: Kysely<Schema>, id: MeetingId): Promise<void> {
  await db.updateTable('meeting').set({ phase: 'ended' }).where('id', '=', id).where('phase', 'in', UNDER_WAY).execute()
}

/** The same of all whose log says so: the process was gone before the plan did. @param since of those planned to end after it */
export async function endMeetingsOnRecord(db: Kysely<Schema>, since: number): Promise<void> {
  await db
    .updateTable('meeting')
    .set({ phase: 'ended' })
    .where('phase', 'in', UNDER_WAY)
    .where('ends_at', '>', since)
    .where(hasEnded)
    .execute()
}

/** Another unit holds what this one was to hold in that time. */
export async function handOverMeetings(tx: Kysely<Schema>, from: UnitCode, to: UnitRef, within: Span): Promise<void> {
  await tx
    .updateTable('meeting')
    .set((eb) => ({ host_unit_code: to.code, host_unit_name: to.name, version: eb('version', '+', 1) }))
    .where('host_unit_code', '=', from)
    .where('starts_at', '>=', within.from)
    .where('starts_at', '<', within.to)
    .where('phase', 'in', COMING_PHASES)
    .execute()
}

/** Meetings that the unit holds in that time show it under this name. */
export async function renameHost(tx: Kysely<Schema>, { code, name }: UnitRef, within: Span): Promise<void> {
  await tx
    .updateTable('meeting')
    .set({ host_unit_name: name })
    .where('host_unit_code', '=', code)
    .where('host_unit_name', '<>', name)
    .where('starts_at', '>=', within.from)
    .where('starts_at', '<', within.to)
    .where('phase', 'in', COMING_PHASES)
    .execute()
}

function rowOf(meeting: MeetingEntry) {
  const { title, hostUnit, chairName, settings } = meeting
  return {
    title,
    description: meeting.description,
    host_unit_code: hostUnit.code,
    host_unit_name: hostUnit.name,
    place: meeting.place,
    chair_account_id: meeting.chairId,
    deputy_account_id: meeting.deputyId,
    secretary_account_id: meeting.secretaryId,
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
    phase: meeting.phase,
    settings: JSON.stringify(settings),
    lobby_minutes: settings.lobbyMinutes,
    invite: JSON.stringify(meeting.invite),
    series_id: meeting.seriesId,
    recurrence_at: meeting.recurrenceAt,
    is_exception: meeting.isException ? 1 : 0,
    rehearsal_of: meeting.rehearsalOf,
    search: foldText([title, hostUnit.name, chairName].filter((text) => text !== '').join(' ')),
  }
}
