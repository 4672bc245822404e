import type { Account, AccountId, MeetingId, Seat, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely, Selectable } from 'kysely'
import type { Invitation, Schedule } from '../domain/Schedule.ts'
import { inTransaction } from './inTransaction.ts'
import type { Schema } from './schema.ts'

export type Planned = Schedule & { readonly chairName: string }

export type NewMeeting = Schedule & {
  readonly chairAccountId: AccountId
  readonly demo: boolean
  readonly seats: readonly { readonly accountId: AccountId; readonly seat: Seat; readonly unit: UnitRef }[]
}

/** A list shows meetings until they are this old. */
const LISTED_AFTER_END_MS = 24 * 60 * 60_000
const MAX_LISTED = 200

/** Which meetings there are, and who is invited with which seat. */
export class ScheduleStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(meeting: NewMeeting): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      await tx
        .insertInto('meeting')
        .values({
          id: meeting.meetingId,
          title: meeting.title,
          host_unit_code: meeting.hostUnit.code,
          host_unit_name: meeting.hostUnit.name,
          chair_account_id: meeting.chairAccountId,
          starts_at: meeting.startsAt,
          ends_at: meeting.endsAt,
          phase: meeting.phase,
          demo: meeting.demo ? 1 : 0,
        })
        .execute()
      await tx
        .insertInto('meeting_seat')
        .values(
          meeting.seats.map(({ accountId, seat, unit }) => ({
            meeting_id: meeting.meetingId,
            account_id: accountId,
            seat,
            unit_code: unit.code,
            unit_name: unit.name,
          })),
        )
        .execute()
    })
  }

  async find(meetingId: MeetingId): Promise<Planned | null> {
    const row = await this.#planned().where('meeting.id', '=', meetingId).executeTakeFirst()
    return row ? toPlanned(row) : null
  }

  /** The seat of an account in a meeting, under the names of the time it was planned. */
  async invitation(meetingId: MeetingId, account: Account): Promise<Invitation | null> {
    const row = await this.#db
      .selectFrom('meeting_seat')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .where('account_id', '=', account.accountId)
      .executeTakeFirst()
    return row ? { name: account.name, seat: row.seat, unit: { code: row.unit_code, name: row.unit_name } } : null
  }

  async invitedUnits(meetingId: MeetingId): Promise<UnitRef[]> {
    const rows = await this.#db
      .selectFrom('meeting_seat')
      .select(['unit_code', 'unit_name'])
      .distinct()
      .where('meeting_id', '=', meetingId)
      .orderBy('unit_code')
      .execute()
    return rows.map((row) => ({ code: row.unit_code, name: row.unit_name }))
  }

  /** The account's meetings, soonest first, with its seat; those long past are left out. */
  async listFor(accountId: AccountId, now: number): Promise<{ planned: Planned; seat: Seat; invitedUnits: number }[]> {
    const rows = await this.#planned()
      .innerJoin('meeting_seat as own', 'own.meeting_id', 'meeting.id')
      .select('own.seat')
      .select((eb) =>
        eb
          .selectFrom('meeting_seat as any')
          .select((inner) => inner.fn.count<number>('any.unit_code').distinct().as('units'))
          .whereRef('any.meeting_id', '=', 'meeting.id')
          .as('invited_units'),
      )
      .where('own.account_id', '=', accountId)
      .where('ends_at', '>', now - LISTED_AFTER_END_MS)
      .orderBy('starts_at')
      .limit(MAX_LISTED)
      .execute()
    return rows.map((row) => ({ planned: toPlanned(row), seat: row.seat, invitedUnits: row.invited_units ?? 0 }))
  }

  /** When the last demonstration meeting that is open ends; null without one. */
  async lastDemoEnd(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('meeting')
      .select((eb) => eb.fn.max('ends_at').as('end'))
      .where('demo', '=', 1)
      .where('phase', '=', 'open')
      .executeTakeFirst()
    return row?.end ?? null
  }

  #planned() {
    return this.#db
      .selectFrom('meeting')
      .innerJoin('account as chair', 'chair.id', 'meeting.chair_account_id')
      .selectAll('meeting')
      .select('chair.name as chair_name')
  }
}

function toPlanned(row: Selectable<Schema['meeting']> & { chair_name: string }): Planned {
  return {
    meetingId: row.id,
    title: row.title,
    hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    phase: row.phase,
    chairName: row.chair_name,
  }
}
