import type { AccountId, MeetingId, Phase } from '@diem-cau/signaling-contract'
import { MeetingSettings, type PersonRef, type Plan, UnitRules } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { startsOf } from '../../domain/time/recurrence.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { invitedUnits } from './invitedUnits.ts'
import type { Schema } from '../../db/schema.ts'

/** A plan as it is on record: without what depends on who asks, and when. */
export type StoredPlan = Omit<Plan, 'phase' | 'mayManage' | 'guests'> & {
  /** The phase that was decided; the clock does the rest. */
  readonly stored: Phase
  readonly lobbyMinutes: number
  readonly recurrenceAt: number | null
  readonly isException: boolean
  /** Start of the first meeting of its series. */
  readonly seriesStartsAt: number | null
  readonly guests: readonly (Omit<Plan['guests'][number], 'link' | 'guestId'> & { readonly guestId: AccountId })[]
}

/** Plans by their ids, soonest first; of those that are not there, nothing. Nine queries for up to 500 of them. */
async function readPlans(db: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<StoredPlan[]> {
  const parts = []
  for (const part of inParts(meetingIds, 500)) parts.push(...(await readPart(db, part)))
  return parts.toSorted((a, b) => a.startsAt - b.startsAt)
}

export async function readPlan(db: Kysely<Schema>, meetingId: MeetingId): Promise<StoredPlan | null> {
  return (await readPlans(db, [meetingId]))[0] ?? null
}

async function readPart(db: Kysely<Schema>, ids: readonly MeetingId[]): Promise<StoredPlan[]> {
  const rows = await db.selectFrom('meeting').selectAll().where('id', 'in', ids).execute()
  if (rows.length === 0) return []
  const seriesIds = [...new Set(rows.flatMap(({ series_id }) => series_id ?? []))]
  const mainIds = rows.flatMap(({ rehearsal_of }) => rehearsal_of ?? [])
  const [agenda, units, seats, guests, rehearsals, series, mains] = await Promise.all([
    db.selectFrom('agenda_item').selectAll().where('meeting_id', 'in', ids).orderBy('position').execute(),
    invitedUnits(db).selectAll().where('meeting_id', 'in', ids).orderBy('position').execute(),
    db.selectFrom('meeting_seat').selectAll().where('meeting_id', 'in', ids).execute(),
    db
      .selectFrom('meeting_guest')
      .innerJoin('account', 'account.id', 'meeting_guest.account_id')
      .select(['meeting_id', 'account_id', 'organisation', 'name', 'email'])
      .where('meeting_id', 'in', ids)
      .where('revoked_at', 'is', null)
      .orderBy('meeting_guest.position')
      .execute(),
    db
      .selectFrom('meeting')
      .select(['id', 'rehearsal_of', 'starts_at', 'ends_at'])
      .where('rehearsal_of', 'in', ids)
      .where('phase', '!=', 'cancelled')
      .orderBy('starts_at')
      .execute(),
    seriesIds.length === 0
      ? []
      : db
          .selectFrom('series')
          .select((eb) => [
            'id',
            'rrule',
            'starts_at',
            eb
              .selectFrom('meeting')
              .select((inner) => inner.fn.countAll<number>().as('count'))
              .whereRef('series_id', '=', 'series.id')
              .where('phase', '!=', 'cancelled')
              .as('count'),
            eb
              .selectFrom('meeting')
              .select((inner) => inner.fn.countAll<number>().as('drafts'))
              .whereRef('series_id', '=', 'series.id')
              .where('phase', '=', 'draft')
              .as('drafts'),
          ])
          .where('id', 'in', seriesIds)
          .execute(),
    mainIds.length === 0 ? [] : db.selectFrom('meeting').select(['id', 'title']).where('id', 'in', mainIds).execute(),
  ])
  const named = [
    ...rows.flatMap((row) => [row.chair_account_id, row.deputy_account_id, row.secretary_account_id]),
    ...seats.map((seat) => seat.account_id),
  ]
  const people = await readPeople(
    db,
    named.filter((id) => id !== null),
  )
  const of = <T extends { meeting_id: MeetingId }>(list: readonly T[]) =>
    Map.groupBy(list, ({ meeting_id }) => meeting_id)
  const [agendaOf, unitsOf, seatsOf, guestsOf] = [of(agenda), of(units), of(seats), of(guests)]
  const seriesOf = new Map(series.map((row) => [row.id, row]))
  const exceptOf = await leftOut(
    db,
    series.filter(({ count, drafts }) => count === drafts),
  )
  const mainOf = new Map(mains.map((row) => [row.id, row]))
  return rows.flatMap((row): StoredPlan[] => {
    const chair = people.get(row.chair_account_id)
    if (!chair) return []
    const person = (id: AccountId | null) => (id === null ? null : (people.get(id) ?? null))
    const conducting = [row.chair_account_id, row.deputy_account_id, row.secretary_account_id]
    const guestRows = guestsOf.get(row.id) ?? []
    const ofSeries = row.series_id === null ? undefined : seriesOf.get(row.series_id)
    const main = row.rehearsal_of === null ? undefined : mainOf.get(row.rehearsal_of)
    return [
      {
        meetingId: row.id,
        version: row.version,
        stored: row.phase,
        lobbyMinutes: row.lobby_minutes,
        recurrenceAt: row.recurrence_at,
        isException: row.is_exception === 1,
        title: row.title,
        description: row.description,
        hostUnit: { code: row.host_unit_code, name: row.host_unit_name },
        place: row.place,
        chair,
        deputy: person(row.deputy_account_id),
        secretary: person(row.secretary_account_id),
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        invite: UnitRules.parse(JSON.parse(row.invite)),
        units: (unitsOf.get(row.id) ?? []).map(({ unit_code, unit_name }) => ({ code: unit_code, name: unit_name })),
        people: (seatsOf.get(row.id) ?? []).flatMap(({ account_id, seat, unit_code, unit_name }) => {
          const account = people.get(account_id)
          if (!account || conducting.includes(account_id) || guestRows.some((guest) => guest.account_id === account_id))
            return []
          if (seat !== 'delegate' && seat !== 'technician' && seat !== 'observer') return []
          return { ...account, unit: { code: unit_code, name: unit_name }, seat }
        }),
        guests: guestRows.map(({ account_id, name, organisation, email }) => ({
          guestId: account_id,
          name,
          organisation,
          email,
        })),
        agenda: (agendaOf.get(row.id) ?? []).map(({ item_id, title, presenter, minutes }) => ({
          itemId: item_id,
          title,
          presenter,
          minutes,
        })),
        settings: { ...MeetingSettings.parse(JSON.parse(row.settings)), lobbyMinutes: row.lobby_minutes },
        series: ofSeries
          ? {
              seriesId: ofSeries.id,
              rrule: ofSeries.rrule,
              changed: row.is_exception === 1,
              count: ofSeries.count ?? 0,
              drafts: ofSeries.drafts ?? 0,
              except: exceptOf.get(ofSeries.id) ?? [],
            }
          : null,
        seriesStartsAt: ofSeries?.starts_at ?? null,
        rehearsalOf: main ? { meetingId: main.id, title: main.title } : null,
        rehearsals: rehearsals
          .filter(({ rehearsal_of }) => rehearsal_of === row.id)
          .map(({ id, starts_at, ends_at }) => ({ meetingId: id, startsAt: starts_at, endsAt: ends_at })),
        cancelReason: row.cancel_reason,
      },
    ]
  })
}

/** Starts by the rule that have no meeting. */
async function leftOut(
  db: Kysely<Schema>,
  series: readonly { readonly id: string; readonly rrule: string; readonly starts_at: number }[],
): Promise<Map<string, number[]>> {
  if (series.length === 0) return new Map()
  const rows = await db
    .selectFrom('meeting')
    .select(['series_id', 'recurrence_at'])
    .where(
      'series_id',
      'in',
      series.map(({ id }) => id),
    )
    .execute()
  return new Map(
    series.map(({ id, rrule, starts_at }) => {
      const held = new Set(rows.filter(({ series_id }) => series_id === id).map(({ recurrence_at }) => recurrence_at))
      return [id, startsOf(rrule, starts_at).filter((at) => !held.has(at))]
    }),
  )
}

async function readPeople(db: Kysely<Schema>, ids: readonly AccountId[]): Promise<Map<AccountId, PersonRef>> {
  const people = new Map<AccountId, PersonRef>()
  for (const part of inParts([...new Set(ids)], 1000)) {
    const rows = await db
      .selectFrom('account')
      .innerJoin('unit', 'unit.code', 'account.unit_code')
      .select(['account.id', 'account.name', 'position', 'unit.code as unit_code', 'unit.name as unit_name'])
      .where('account.id', 'in', part)
      .execute()
    for (const { id, name, position, unit_code, unit_name } of rows) {
      people.set(id, { accountId: id, name, position, unit: { code: unit_code, name: unit_name } })
    }
  }
  return people
}
