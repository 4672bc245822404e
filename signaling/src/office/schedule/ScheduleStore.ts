import {
  type Account,
  type AccountId,
  DAY_MS,
  localDate,
  type MeetingId,
  type Seat,
  startOfDay,
  type UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import type { AgendaItem } from '@diem-cau/signaling-contract/office'
import { unitSeats } from '@diem-cau/signaling-contract'
import { MeetingSettings } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { type Invitation, OVERTIME_MS, type PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { insertAgendas } from '../meetings/agendaTable.ts'
import { insertSeats } from '../meetings/meetingSeatTable.ts'
import { insertMeetings, type MeetingEntry } from '../meetings/meetingTable.ts'
import { insertInvitedUnits } from '../meetings/meetingUnitTable.ts'
import { membershipOf, seatOf } from './invitationRule.ts'
import { invitedUnits } from './invitedUnits.ts'
import type { Schema } from '../../db/schema.ts'
import { startOrder, visibleMeetings } from './visibleMeetings.ts'

/** A list shows these beside the schedule. */
export type MeetingExtras = { readonly seriesId: string | null; readonly agenda: number; readonly papers: number }
export type ListedMeeting = MeetingExtras & {
  readonly planned: PlannedMeeting
  readonly seat: Seat
  readonly invitedUnits: number
}

/** A meeting as it is put on record from within: by the demonstration, by tests. */
export type NewMeeting = Omit<PlannedMeeting, 'chairName' | 'lobbyMinutes' | 'waitingRoom'> & {
  readonly lobbyMinutes?: number
  readonly chairAccountId: AccountId
  readonly demo: boolean
  readonly seats: readonly { readonly accountId: AccountId; readonly seat: Seat; readonly unit: UnitRef }[]
  readonly units?: readonly UnitRef[]
  readonly agenda?: readonly AgendaItem[]
}

/** A meeting lasts 24 hours at most: what ends after a time starts later than this before it. */
const LONGEST_MS = DAY_MS
const MAX_LISTED = 200

/** The schedule as meetings need it: which there are, who is invited with which seat. */
export class ScheduleStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async add(meeting: NewMeeting): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const { meetingId, lobbyMinutes, chairAccountId, seats, units = [], agenda = [], demo, ...planned } = meeting
      const entry: MeetingEntry = {
        ...planned,
        meetingId,
        description: '',
        place: '',
        chairId: chairAccountId,
        chairName: '',
        deputyId: null,
        secretaryId: seats.find(({ seat }) => seat === 'secretary')?.accountId ?? null,
        settings: MeetingSettings.parse({ lobbyMinutes }),
        invite: [],
        seriesId: null,
        recurrenceAt: null,
        isException: false,
        rehearsalOf: null,
      }
      await insertMeetings(tx, [entry], null, demo)
      await insertSeats(
        tx,
        seats.map((seat) => ({ ...seat, meetingId })),
      )
      await insertInvitedUnits(tx, [{ meetingId, units }])
      await insertAgendas(tx, [{ meetingId, agenda }])
    })
  }

  async find(meetingId: MeetingId): Promise<PlannedMeeting | null> {
    const row = await this.#planned().where('meeting.id', '=', meetingId).executeTakeFirst()
    return row ? toPlanned(row) : null
  }

  /** The seat of an account in a meeting, under the names of the time it was planned; see {@link seatOf}. */
  async invitation(meetingId: MeetingId, account: Account): Promise<Invitation | null> {
    const invited = await seatOf(this.#db, meetingId, account)
    return invited ? { name: account.name, ...invited } : null
  }

  /** Units that are expected, in the order of the invitation; those for which somebody is named after them (SPEC 10.1). */
  async invitedUnits(meetingId: MeetingId): Promise<UnitRef[]> {
    const [units, seats] = await Promise.all([
      invitedUnits(this.#db)
        .select(['unit_code', 'unit_name'])
        .where('meeting_id', '=', meetingId)
        .orderBy('position')
        .execute(),
      this.#db
        .selectFrom('meeting_seat')
        .select(['unit_code', 'unit_name'])
        .distinct()
        .where('meeting_id', '=', meetingId)
        .where('seat', 'in', unitSeats)
        .orderBy('unit_code')
        .execute(),
    ])
    const names = new Map<UnitCode, string>()
    for (const { unit_code, unit_name } of [...units, ...seats])
      if (!names.has(unit_code)) names.set(unit_code, unit_name)
    return [...names].map(([code, name]) => ({ code, name }))
  }

  /** Today's meetings of the account and those to come, soonest first, with its seat. Drafts are nobody's yet. */
  async listFor(account: Account, now: number): Promise<ListedMeeting[]> {
    const member = await membershipOf(this.#db, account)
    const visible = await visibleMeetings(this.#db, { member, branches: [], units: [] })
    const since = Math.min(startOfDay(localDate(now)), now - OVERTIME_MS)
    const startsAt = startOrder(visible)
    const rows = await this.#planned()
      .where(startsAt, '>', since - LONGEST_MS)
      .where('ends_at', '>', since)
      .where('phase', '!=', 'draft')
      .where(visible.filter)
      .orderBy(startsAt)
      .orderBy('meeting.id')
      .limit(MAX_LISTED)
      .execute()
    const ids = rows.map(({ id }) => id)
    const [seats, counts, agenda, papers] = await Promise.all([
      this.#seatsOf(account, ids),
      this.#unitCounts(ids),
      this.#agendaCounts(ids),
      this.#paperCounts(ids),
    ])
    return rows.flatMap((row) => {
      const seat = seats.get(row.id)
      return seat === undefined
        ? []
        : [
            {
              planned: toPlanned(row),
              seat,
              invitedUnits: counts.get(row.id) ?? 0,
              seriesId: row.series_id,
              agenda: agenda.get(row.id) ?? 0,
              papers: papers.get(row.id) ?? 0,
            },
          ]
    })
  }

  /** Finds when the last demonstration meeting that is open ends; null without one. */
  async lastDemoEnd(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('meeting')
      .select((eb) => eb.fn.max('ends_at').as('end'))
      .where('demo', '=', 1)
      .where('phase', '=', 'open')
      .executeTakeFirst()
    return row?.end ?? null
  }

  /** Seats in meetings that are known to be the account's, in one query for all: as {@link seatOf} decides. */
  async #seatsOf(account: Account, ids: readonly MeetingId[]): Promise<Map<MeetingId, Seat>> {
    if (ids.length === 0) return new Map()
    const { delegateOf, technicianOf, observerOf } = await membershipOf(this.#db, account)
    const none = ['-' as UnitCode]
    const rows = await this.#db
      .selectFrom('meeting')
      .innerJoin('unit', 'unit.code', 'meeting.host_unit_code')
      .leftJoin('meeting_seat as own', (join) =>
        join.onRef('own.meeting_id', '=', 'meeting.id').on('own.account_id', '=', account.accountId),
      )
      .select((eb) => [
        'meeting.id',
        'meeting.host_unit_code',
        'unit.path',
        'own.seat',
        eb
          .selectFrom('meeting_unit')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('meeting_unit.meeting_id', '=', 'meeting.id')
          .where('meeting_unit.unit_code', 'in', delegateOf.length > 0 ? delegateOf : none)
          .as('delegates'),
      ])
      .where('meeting.id', 'in', ids)
      .execute()
    return new Map(
      rows.map((row): [MeetingId, Seat] => {
        if (row.seat) return [row.id, row.seat]
        if ((row.delegates ?? 0) > 0 || delegateOf.includes(row.host_unit_code)) return [row.id, 'delegate']
        const holds = (path: string) => row.path.startsWith(path)
        // They are invited: who is so neither by name nor as a delegate is so as a technician, or observes what the branch holds.
        return [
          row.id,
          technicianOf.length > 0 && (technicianOf.some(holds) || !observerOf.some(holds)) ? 'technician' : 'observer',
        ]
      }),
    )
  }

  async #unitCounts(ids: readonly MeetingId[]): Promise<Map<MeetingId, number>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom((eb) =>
        invitedUnits(this.#db)
          .select(['meeting_id', 'unit_code'])
          .where('meeting_id', 'in', ids)
          .union(
            eb
              .selectFrom('meeting_seat')
              .select(['meeting_id', 'unit_code'])
              .where('meeting_id', 'in', ids)
              .where('seat', 'in', unitSeats),
          )
          .as('invited'),
      )
      .select((eb) => ['meeting_id', eb.fn.countAll<number>().as('units')])
      .groupBy('meeting_id')
      .execute()
    return new Map(rows.map(({ meeting_id, units }) => [meeting_id, units]))
  }

  async #agendaCounts(ids: readonly MeetingId[]): Promise<Map<MeetingId, number>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('agenda_item')
      .select((eb) => ['meeting_id', eb.fn.countAll<number>().as('count')])
      .where('meeting_id', 'in', ids)
      .groupBy('meeting_id')
      .execute()
    return new Map(rows.map(({ meeting_id, count }) => [meeting_id, count]))
  }

  async #paperCounts(ids: readonly MeetingId[]): Promise<Map<MeetingId, number>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('paper')
      .select((eb) => ['meeting_id', eb.fn.countAll<number>().as('count')])
      .where('meeting_id', 'in', ids)
      .where('deleted_at', 'is', null)
      .groupBy('meeting_id')
      .execute()
    return new Map(rows.map(({ meeting_id, count }) => [meeting_id, count]))
  }

  /** Extras of one meeting, beside what was planned. */
  async extrasOf(meetingId: MeetingId): Promise<MeetingExtras> {
    const [row, agenda, papers] = await Promise.all([
      this.#db.selectFrom('meeting').select('series_id').where('id', '=', meetingId).executeTakeFirst(),
      this.#agendaCounts([meetingId]),
      this.#paperCounts([meetingId]),
    ])
    return { seriesId: row?.series_id ?? null, agenda: agenda.get(meetingId) ?? 0, papers: papers.get(meetingId) ?? 0 }
  }

  #planned() {
    return this.#db
      .selectFrom('meeting')
      .innerJoin('account as chair', 'chair.id', 'meeting.chair_account_id')
      .selectAll('meeting')
      .select('chair.name as chair_name')
  }
}

function toPlanned(row: Selectable<Schema['meeting']> & { chair_name: string }): PlannedMeeting {
  return {
    meetingId: row.id,
    title: row.title,
    hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    phase: row.phase,
    lobbyMinutes: row.lobby_minutes,
    waitingRoom: MeetingSettings.parse(JSON.parse(row.settings)).waitingRoom,
    chairName: row.chair_name,
  }
}
