import { type AccountId, DAY_MS, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { ConflictKind } from '@diem-cau/signaling-contract/office'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/** Start and end, in milliseconds since the epoch. */
export type Span = { readonly startsAt: number; readonly endsAt: number }

export type ConflictAsk = {
  /** [start, end) of each meeting that is planned. */
  readonly times: readonly Span[]
  readonly chairId: AccountId
  readonly deputyId: AccountId | null
  readonly secretaryId: AccountId | null
  readonly people: readonly AccountId[]
  readonly units: readonly UnitCode[]
  readonly hostUnitCode: UnitCode
  /** The meeting itself, its series, its rehearsals: no conflict with those. */
  readonly own: {
    readonly meetingId: MeetingId
    readonly seriesId: string | null
    readonly mainId: MeetingId | null
  } | null
}

/** A person, unit or room that is in another meeting at that time. */
export type Conflict = {
  readonly kind: ConflictKind
  readonly name: string
  readonly meetingId: MeetingId
  readonly title: string
  readonly seriesId: string | null
  readonly startsAt: number
  readonly endsAt: number
  /** Start of the planned meeting that it concerns. */
  readonly at: number
}

/** More than anybody reads: the rest is not counted. */
const MAX_ROWS = 20_000
const NO_ID = '-'

export const conflictOrder: readonly ConflictKind[] = ['chair', 'deputy', 'secretary', 'person', 'room', 'unit']

/** Finds people, units and rooms that are in another meeting at that time, the chair first. One query finds them, one more tells the rooms of the units. */
export async function findConflicts(db: Kysely<Schema>, ask: ConflictAsk): Promise<Conflict[]> {
  if (ask.times.length === 0) return []
  const { people, units } = whoOf(ask)
  const hostToo = [...units, ask.hostUnitCode]
  // `account` or `unit` is who is double; the meetings of a time are found by meeting_starts, as none lasts longer than a day.
  const { rows } = await sql<{
    kind: 'account' | 'unit'
    who: string
    name: string
    id: MeetingId
    title: string
    series_id: string | null
    starts_at: number
    ends_at: number
    at: number
  }>`
    ${othersAt(ask, ask.times)}
    select 'account' as kind, account.id as who, account.name, other.id, other.title, other.series_id, other.starts_at, other.ends_at, other.at
      from other join account on account.id in (${sql.join(people)})
      where account.id in (other.chair_account_id, other.deputy_account_id, other.secretary_account_id)
        or exists (select 1 from meeting_seat where meeting_seat.meeting_id = other.id and meeting_seat.account_id = account.id)
    union all
    select 'unit', meeting_unit.unit_code, meeting_unit.unit_name, other.id, other.title, other.series_id, other.starts_at, other.ends_at, other.at
      from other join meeting_unit on meeting_unit.meeting_id = other.id
      where meeting_unit.unit_code in (${sql.join(hostToo)})
    ${
      units.length === 0
        ? sql``
        : sql`union all
    select 'unit', other.host_unit_code, other.host_unit_name, other.id, other.title, other.series_id, other.starts_at, other.ends_at, other.at
      from other where other.host_unit_code in (${sql.join(units)}) and other.host_unit_code <> ${ask.hostUnitCode}
        and not exists (select 1 from meeting_unit where meeting_unit.meeting_id = other.id and meeting_unit.unit_code = other.host_unit_code)`
    }
    limit ${MAX_ROWS}`.execute(db)

  const rooms = await onlyRooms(db, [
    ...new Set(rows.filter(({ kind }) => kind === 'unit').map(({ who }) => who as UnitCode)),
  ])
  const kindOf = (row: (typeof rows)[number]): Conflict['kind'] => {
    if (row.kind === 'unit') return rooms.has(row.who) ? 'room' : 'unit'
    if (row.who === ask.chairId) return 'chair'
    if (row.who === ask.deputyId) return 'deputy'
    return row.who === ask.secretaryId ? 'secretary' : 'person'
  }
  const conflicts = rows.map((row): Conflict => ({
    kind: kindOf(row),
    name: (row.kind === 'unit' ? rooms.get(row.who) : undefined) ?? row.name,
    meetingId: row.id,
    title: row.title,
    seriesId: row.series_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    at: row.at,
  }))
  conflicts.sort(
    (a, b) =>
      conflictOrder.indexOf(a.kind) - conflictOrder.indexOf(b.kind) || a.at - b.at || (a.name < b.name ? -1 : 1),
  )
  return conflicts
}

/** Finds when any of them is in another meeting, by the window that it falls into. */
export async function busyTimes(
  db: Kysely<Schema>,
  ask: ConflictAsk,
  windows: readonly Span[],
): Promise<(Span & { readonly at: number })[]> {
  if (windows.length === 0) return []
  const { people, units } = whoOf(ask)
  const anyUnit = [...units, ask.hostUnitCode]
  const { rows } = await sql<{ starts_at: number; ends_at: number; at: number }>`
    ${othersAt(ask, windows)}
    select distinct other.starts_at, other.ends_at, other.at from other
      where other.chair_account_id in (${sql.join(people)}) or other.deputy_account_id in (${sql.join(people)}) or other.secretary_account_id in (${sql.join(people)})
        or other.host_unit_code in (${sql.join(anyUnit)})
        or exists (select 1 from meeting_seat where meeting_seat.meeting_id = other.id and meeting_seat.account_id in (${sql.join(people)}))
        or exists (select 1 from meeting_unit where meeting_unit.meeting_id = other.id and meeting_unit.unit_code in (${sql.join(anyUnit)}))
    limit ${MAX_ROWS}`.execute(db)
  return rows.map(({ starts_at, ends_at, at }) => ({ startsAt: starts_at, endsAt: ends_at, at }))
}

function whoOf(ask: ConflictAsk): { people: AccountId[]; units: UnitCode[] } {
  return {
    people: [...new Set([ask.chairId, ...[ask.deputyId, ask.secretaryId].filter((id) => id !== null), ...ask.people])],
    units: [...new Set(ask.units)],
  }
}

/** `other`: meetings of others that overlap one of these times, with the start of that one. */
function othersAt({ own }: ConflictAsk, times: readonly Span[]) {
  const wanted = sql.join(
    times.map(({ startsAt, endsAt }) => sql`(cast(${startsAt} as bigint), cast(${endsAt} as bigint))`),
  )
  const [ownId, ownSeries, ownMain] = [own?.meetingId ?? NO_ID, own?.seriesId ?? NO_ID, own?.mainId ?? NO_ID]
  return sql`with wanted (at, until) as (values ${wanted}),
    other as materialized (
      select meeting.id, meeting.title, meeting.series_id, meeting.starts_at, meeting.ends_at, meeting.host_unit_code, meeting.host_unit_name,
        meeting.chair_account_id, meeting.deputy_account_id, meeting.secretary_account_id, wanted.at
      from wanted cross join meeting
      where meeting.starts_at > wanted.at - ${DAY_MS} and meeting.starts_at < wanted.until and meeting.ends_at > wanted.at
        and meeting.phase in ('scheduled', 'open', 'live') and meeting.id not in (${ownId}, ${ownMain})
        and coalesce(meeting.series_id, '') <> ${ownSeries} and coalesce(meeting.rehearsal_of, '') <> ${ownId}
    )`
}

/** A unit with one room has that room in the other meeting; with several nobody can tell which. */
async function onlyRooms(db: Kysely<Schema>, units: readonly UnitCode[]): Promise<Map<string, string>> {
  if (units.length === 0) return new Map()
  const rows = await db
    .selectFrom('account')
    .select(['unit_code', 'name'])
    .where('unit_code', 'in', units)
    .where('kind', '=', 'room')
    .where('disabled', '=', 0)
    .execute()
  const byUnit = Map.groupBy(rows, ({ unit_code }) => unit_code)
  return new Map(
    [...byUnit].flatMap(([code, [first, ...more]]): [string, string][] =>
      first && more.length === 0 ? [[code, first.name]] : [],
    ),
  )
}
