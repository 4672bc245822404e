import type { AccountId, MeetingId, Seat, UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { ofComingMeeting, type Span } from './comingMeetings.ts'

// All that writes the tables meeting_seat and meeting_guest: a guest is a seat, and where they are from. Each is part of the
// transaction of what it belongs to.

export type SeatEntry = {
  readonly meetingId: MeetingId
  readonly accountId: AccountId
  readonly seat: Seat
  /** The unit under the name of the day on which the meeting is held. */
  readonly unit: UnitRef
}

type GuestEntry = { readonly accountId: AccountId; readonly organisation: string }

export type InvitedGuests = {
  readonly meetingId: MeetingId
  readonly guests: readonly GuestEntry[]
  /** They are on record at the unit that invites them; where they are from is with the guest. */
  readonly hostUnit: UnitRef
  /** Position of the first of them: so many are invited already. */
  readonly first?: number
}

export async function insertSeats(tx: Kysely<Schema>, seats: readonly SeatEntry[]): Promise<void> {
  await insertMany(
    tx,
    'meeting_seat',
    seats.map(({ meetingId, accountId, seat, unit }) => ({
      meeting_id: meetingId,
      account_id: accountId,
      seat,
      unit_code: unit.code,
      unit_name: unit.name,
    })),
  )
}

/** They are there to speak. */
export async function insertGuests(tx: Kysely<Schema>, invited: readonly InvitedGuests[]): Promise<void> {
  await insertSeats(
    tx,
    invited.flatMap(({ meetingId, guests, hostUnit }) =>
      guests.map(({ accountId }) => ({ meetingId, accountId, seat: 'guest' as const, unit: hostUnit })),
    ),
  )
  await insertMany(
    tx,
    'meeting_guest',
    invited.flatMap(({ meetingId, guests, first = 0 }) =>
      guests.map(({ accountId, organisation }, n) => ({
        meeting_id: meetingId,
        account_id: accountId,
        organisation,
        position: first + n,
      })),
    ),
  )
}

export async function deleteSeats(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
  await tx.deleteFrom('meeting_seat').where('meeting_id', 'in', meetingIds).execute()
  await tx.deleteFrom('meeting_guest').where('meeting_id', 'in', meetingIds).execute()
}

/** Seats for this unit are from now on for another. */
export async function handOverSeats(tx: Kysely<Schema>, from: UnitCode, to: UnitRef, within: Span): Promise<void> {
  await tx
    .updateTable('meeting_seat')
    .set({ unit_code: to.code, unit_name: to.name })
    .where('unit_code', '=', from)
    .where(ofComingMeeting('meeting_seat', within))
    .execute()
}

/** Seats for the unit in meetings of that time show it under this name. */
export async function renameUnitOfSeats(tx: Kysely<Schema>, { code, name }: UnitRef, within: Span): Promise<void> {
  await tx
    .updateTable('meeting_seat')
    .set({ unit_name: name })
    .where('unit_code', '=', code)
    .where('unit_name', '<>', name)
    .where(ofComingMeeting('meeting_seat', within))
    .execute()
}
