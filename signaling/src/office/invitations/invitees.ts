import type { AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { invitedUnits } from '../schedule/invitedUnits.ts'
import type { Schema } from '../../db/schema.ts'
import { accountInvitee, type Invitee, readInvitee, unitInvitee } from '../../domain/office/invitee.ts'

/** Somebody to whom a mail about a meeting goes. One invited unit may have several. */
export type Recipient = {
  readonly invitee: Invitee
  readonly address: string
  readonly name: string
  /** The invited unit, as it is called on the day of the meeting; null: by name. */
  readonly unitName: string | null
  readonly rsvp: boolean
}

/** One invitee: a unit, a person by name, or a guest. */
export type InvitedRow = {
  readonly kind: 'unit' | 'person' | 'guest'
  readonly invitee: Invitee
  readonly id: string
  readonly name: string
  readonly unit: { readonly code: UnitCode; readonly name: string } | null
}

/** Roles whose holders open the mail of a unit. */
export const UNIT_READERS = ['official', 'secretary', 'chair'] as const

/** All who are asked to come, in the order of the invitation. */
export async function readInvited(db: Kysely<Schema>, meetingId: MeetingId): Promise<InvitedRow[]> {
  const [units, people, guests] = await Promise.all([
    invitedUnits(db)
      .select(['unit_code', 'unit_name'])
      .where('meeting_id', '=', meetingId)
      .orderBy('position')
      .execute(),
    namedPeople(db, [meetingId]).execute(),
    activeGuests(db, [meetingId]).execute(),
  ])
  return [
    ...units.map(({ unit_code, unit_name }): InvitedRow => ({
      kind: 'unit',
      invitee: unitInvitee(unit_code),
      id: unit_code,
      name: unit_name,
      unit: { code: unit_code, name: unit_name },
    })),
    ...people.map(({ id, name }): InvitedRow => ({
      kind: 'person',
      invitee: accountInvitee(id),
      id,
      name,
      unit: null,
    })),
    ...guests.map(({ id, name }): InvitedRow => ({ kind: 'guest', invitee: accountInvitee(id), id, name, unit: null })),
  ]
}

/** One of them; null when not, or not any more. */
export async function findInvited(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  invitee: Invitee,
): Promise<InvitedRow | null> {
  return (await readInvited(db, meetingId)).find((row) => row.invitee === invitee) ?? null
}

/** Finds to which of these meetings they are invited: the same as {@link findInvited} of each. */
export async function meetingsInvitedTo(
  db: Kysely<Schema>,
  meetingIds: readonly MeetingId[],
  invitee: Invitee,
): Promise<Set<MeetingId>> {
  if (meetingIds.length === 0) return new Set()
  const whom = readInvitee(invitee)
  if (whom.kind === 'unit') {
    const rows = await invitedUnits(db)
      .select('meeting_id')
      .where('unit_code', '=', whom.code)
      .where('meeting_id', 'in', meetingIds)
      .execute()
    return new Set(rows.map(({ meeting_id }) => meeting_id))
  }
  const [people, guests] = await Promise.all([
    namedPeople(db, meetingIds).where('account.id', '=', whom.accountId).execute(),
    activeGuests(db, meetingIds).where('account.id', '=', whom.accountId).execute(),
  ])
  return new Set([...people, ...guests].map(({ meetingId }) => meetingId))
}

/** Finds who is invited to each of these meetings, as {@link readInvited} does for one. */
export async function invitedToMany(
  db: Kysely<Schema>,
  meetingIds: readonly MeetingId[],
): Promise<Map<MeetingId, Invitee[]>> {
  if (meetingIds.length === 0) return new Map()
  const [units, people, guests] = await Promise.all([
    invitedUnits(db).select(['unit_code', 'meeting_id as meetingId']).where('meeting_id', 'in', meetingIds).execute(),
    namedPeople(db, meetingIds).execute(),
    activeGuests(db, meetingIds).execute(),
  ])
  const all = [
    ...units.map(({ meetingId, unit_code }) => ({ meetingId, invitee: unitInvitee(unit_code) })),
    ...[...people, ...guests].map(({ meetingId, id }) => ({ meetingId, invitee: accountInvitee(id) })),
  ]
  return new Map(
    [...Map.groupBy(all, ({ meetingId }) => meetingId)].map(([meetingId, rows]) => [
      meetingId,
      rows.map(({ invitee }) => invitee),
    ]),
  )
}

/** Everyone with an address: officials of the invited units, people by name, guests, and who leads the meeting. */
export async function readRecipients(db: Kysely<Schema>, meetingId: MeetingId): Promise<Recipient[]> {
  const [units, people, guests, leaders] = await Promise.all([
    invitedUnits(db)
      .innerJoin('account_role', 'account_role.unit_code', 'meeting_unit.unit_code')
      .innerJoin('account', 'account.id', 'account_role.account_id')
      .select(['meeting_unit.unit_code', 'meeting_unit.unit_name', 'account.name', 'account.email'])
      .where('meeting_unit.meeting_id', '=', meetingId)
      .where('account_role.role', 'in', UNIT_READERS)
      .where('account.kind', '=', 'person')
      .where('account.disabled', '=', 0)
      .orderBy('meeting_unit.position')
      .execute(),
    namedPeople(db, [meetingId]).execute(),
    activeGuests(db, [meetingId]).execute(),
    readLeaders(db, meetingId),
  ])
  const all = [
    ...units.map((row) => ({
      invitee: unitInvitee(row.unit_code),
      address: row.email,
      name: row.name,
      unitName: row.unit_name,
      rsvp: true,
    })),
    ...[...people, ...guests].map((row) => ({
      invitee: accountInvitee(row.id),
      address: row.email,
      name: row.name,
      unitName: null,
      rsvp: true,
    })),
    ...leaders.map((row) => ({
      invitee: accountInvitee(row.id),
      address: row.email,
      name: row.name,
      unitName: null,
      rsvp: false,
    })),
  ]
  const seen = new Set<string>()
  return all.flatMap((row) => {
    const { address } = row
    if (address === null || address === '') return []
    // The one who leads the meeting needs no second mail; two units with one address answer each for itself.
    const keys = row.rsvp
      ? [recipientKey(row.invitee, address)]
      : [recipientKey(row.invitee, address), address.toLowerCase()]
    if (keys.some((key) => seen.has(key))) return []
    seen.add(recipientKey(row.invitee, address)).add(address.toLowerCase())
    return [{ ...row, address }]
  })
}

/** A mail to somebody about a meeting is told apart by this. */
export function recipientKey(invitee: Invitee, address: string): string {
  return `${invitee} ${address.toLowerCase()}`
}

/** People who are invited by name and do not lead the meeting. */
function namedPeople(db: Kysely<Schema>, meetingIds: readonly MeetingId[]) {
  return db
    .selectFrom('meeting_seat')
    .innerJoin('account', 'account.id', 'meeting_seat.account_id')
    .innerJoin('meeting', 'meeting.id', 'meeting_seat.meeting_id')
    .select(['account.id', 'account.name', 'account.email', 'meeting_seat.meeting_id as meetingId'])
    .where('meeting_seat.meeting_id', 'in', meetingIds)
    .where('account.kind', '=', 'person')
    .where('account.disabled', '=', 0)
    .whereRef('account.id', '!=', 'meeting.chair_account_id')
    .where((eb) =>
      eb.or([eb('meeting.deputy_account_id', 'is', null), eb('meeting.deputy_account_id', '!=', eb.ref('account.id'))]),
    )
    .where((eb) =>
      eb.or([
        eb('meeting.secretary_account_id', 'is', null),
        eb('meeting.secretary_account_id', '!=', eb.ref('account.id')),
      ]),
    )
    .orderBy('account.name')
}

function activeGuests(db: Kysely<Schema>, meetingIds: readonly MeetingId[]) {
  return db
    .selectFrom('meeting_guest')
    .innerJoin('account', 'account.id', 'meeting_guest.account_id')
    .select(['account.id', 'account.name', 'account.email', 'meeting_guest.meeting_id as meetingId'])
    .where('meeting_guest.meeting_id', 'in', meetingIds)
    .where('meeting_guest.revoked_at', 'is', null)
    .where('account.disabled', '=', 0)
    .orderBy('meeting_guest.position')
}

export async function readLeaders(
  db: Kysely<Schema>,
  meetingId: MeetingId,
): Promise<{ id: AccountId; name: string; email: string | null }[]> {
  return db
    .selectFrom('meeting')
    .innerJoin('account', (join) =>
      join.on((eb) =>
        eb.or([
          eb('account.id', '=', eb.ref('meeting.chair_account_id')),
          eb('account.id', '=', eb.ref('meeting.deputy_account_id')),
          eb('account.id', '=', eb.ref('meeting.secretary_account_id')),
        ]),
      ),
    )
    .select(['account.id', 'account.name', 'account.email'])
    .where('meeting.id', '=', meetingId)
    .where('account.disabled', '=', 0)
    .execute()
}
