import type { AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { invitedUnits } from '../schedule/invitedUnits.ts'
import type { Schema } from '../../db/schema.ts'
import type { FactPerson, InvitationFacts, SeriesFacts } from './InvitationFacts.ts'

/** The facts of these meetings, soonest first. Of those that are not there, nothing. Up to 400 ids. */
export async function readFacts(db: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<InvitationFacts[]> {
  if (meetingIds.length === 0) return []
  const rows = await db.selectFrom('meeting').selectAll().where('id', 'in', meetingIds).orderBy('starts_at').execute()
  if (rows.length === 0) return []
  const [agenda, units, people, hosts, named] = await Promise.all([
    db.selectFrom('agenda_item').selectAll().where('meeting_id', 'in', meetingIds).orderBy('position').execute(),
    invitedUnits(db).selectAll().where('meeting_id', 'in', meetingIds).orderBy('position').execute(),
    readPeople(
      db,
      rows.flatMap((row) => [row.chair_account_id, row.deputy_account_id, row.secretary_account_id]),
    ),
    readHosts(
      db,
      rows.map((row) => row.host_unit_code),
    ),
    readNamed(db, meetingIds),
  ])
  const agendaOf = Map.groupBy(agenda, (item) => item.meeting_id)
  const unitsOf = Map.groupBy(units, (unit) => unit.meeting_id)
  const person = (id: AccountId | null) => (id === null ? null : (people.get(id) ?? null))
  return rows.flatMap((row) => {
    const chair = person(row.chair_account_id)
    if (!chair) return []
    const host = hosts.get(row.host_unit_code)
    return {
      meetingId: row.id,
      title: row.title,
      description: row.description,
      hostUnit: { code: row.host_unit_code, name: row.host_unit_name, kind: host?.kind ?? '' },
      hostParent: host?.parent ?? null,
      place: row.place,
      chair,
      deputy: person(row.deputy_account_id),
      secretary: person(row.secretary_account_id),
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      phase: row.phase,
      cancelReason: row.cancel_reason,
      sequence: row.sequence,
      lobbyMinutes: row.lobby_minutes,
      agenda: (agendaOf.get(row.id) ?? []).map(({ item_id, title, presenter, minutes }) => ({
        itemId: item_id,
        title,
        presenter,
        minutes,
      })),
      units: (unitsOf.get(row.id) ?? []).map(({ unit_code, unit_name }) => ({ code: unit_code, name: unit_name })),
      named: (named.get(row.id) ?? [])
        .filter(
          ({ id }) => id !== row.chair_account_id && id !== row.deputy_account_id && id !== row.secretary_account_id,
        )
        .map(({ name, position }) => ({ name, position })),
      isRehearsal: row.rehearsal_of !== null,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      seriesId: row.series_id,
      recurrenceAt: row.recurrence_at,
      isException: row.is_exception === 1,
    }
  })
}

export async function readFactsOf(db: Kysely<Schema>, meetingId: MeetingId): Promise<InvitationFacts | null> {
  return (await readFacts(db, [meetingId]))[0] ?? null
}

/** A series with all of its meetings; null when it is gone, or has none. */
export async function readSeriesFacts(db: Kysely<Schema>, seriesId: string): Promise<SeriesFacts | null> {
  const series = await db.selectFrom('series').selectAll().where('id', '=', seriesId).executeTakeFirst()
  const ids = await db
    .selectFrom('meeting')
    .select('id')
    .where('series_id', '=', seriesId)
    .where('phase', '!=', 'draft')
    .execute()
  if (!series || ids.length === 0) return null
  const meetings = await readFacts(
    db,
    ids.map(({ id }) => id),
  )
  return { seriesId, rrule: series.rrule, startsAt: series.starts_at, meetings }
}

async function readPeople(db: Kysely<Schema>, ids: readonly (AccountId | null)[]): Promise<Map<AccountId, FactPerson>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const rows = await db
    .selectFrom('account')
    .select(['id', 'name', 'position', 'phone', 'email'])
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map(({ id, ...row }) => [id, { accountId: id, ...row }]))
}

async function readNamed(db: Kysely<Schema>, meetingIds: readonly MeetingId[]) {
  const rows = await db
    .selectFrom('meeting_seat')
    .innerJoin('account', 'account.id', 'meeting_seat.account_id')
    .select(['meeting_seat.meeting_id', 'account.id', 'account.name', 'account.position'])
    .where('meeting_seat.meeting_id', 'in', meetingIds)
    .where('account.kind', '!=', 'room')
    .where('account.disabled', '=', 0)
    // People of the office before guests.
    .orderBy('account.kind', 'desc')
    .orderBy('account.name')
    .execute()
  return Map.groupBy(rows, ({ meeting_id }) => meeting_id)
}

async function readHosts(db: Kysely<Schema>, codes: readonly UnitCode[]) {
  const rows = await db
    .selectFrom('unit')
    .leftJoin('unit as parent', 'parent.code', 'unit.parent_code')
    .select(['unit.code', 'unit.kind', 'parent.name as parent_name', 'parent.kind as parent_kind'])
    .where('unit.code', 'in', [...new Set(codes)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.code,
      {
        kind: row.kind,
        parent: row.parent_name === null ? null : { name: row.parent_name, kind: row.parent_kind ?? '' },
      },
    ]),
  )
}
