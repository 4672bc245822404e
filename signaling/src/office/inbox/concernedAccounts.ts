import type { AccountId, MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { accountInvitee, type Invitee, readInvitee, unitInvitee } from '../../domain/office/invitee.ts'
import { readInvited, readLeaders, UNIT_READERS } from '../invitations/invitees.ts'

/**
 * Accounts that are told of a meeting in the program: who opens the mail of an invited unit, its meeting rooms, people by name,
 * and who leads the meeting. Guests have no other page than the meeting.
 * @param only of these invitees alone, who need not be invited any more
 * @returns as what each of them is concerned
 */
export async function concernedAccounts(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  only?: readonly Invitee[],
): Promise<Map<AccountId, Invitee[]>> {
  const invitees = only ?? (await inviteesOf(db, meetingId))
  const all = invitees.map(readInvitee)
  const [units, people] = await Promise.all([
    accountsOfUnits(
      db,
      all.flatMap((whom) => (whom.kind === 'unit' ? [whom.code] : [])),
    ),
    presentPeople(
      db,
      all.flatMap((whom) => (whom.kind === 'account' ? [whom.accountId] : [])),
    ),
  ])
  const concerned = new Map<AccountId, Invitee[]>()
  for (const { id, invitee } of [...units, ...people]) concerned.set(id, [...(concerned.get(id) ?? []), invitee])
  return concerned
}

async function inviteesOf(db: Kysely<Schema>, meetingId: MeetingId): Promise<Invitee[]> {
  const [invited, leaders] = await Promise.all([readInvited(db, meetingId), readLeaders(db, meetingId)])
  return [...invited.map(({ invitee }) => invitee), ...leaders.map(({ id }) => accountInvitee(id))]
}

async function accountsOfUnits(
  db: Kysely<Schema>,
  codes: readonly UnitCode[],
): Promise<{ id: AccountId; invitee: Invitee }[]> {
  if (codes.length === 0) return []
  const [officials, rooms] = await Promise.all([
    db
      .selectFrom('account_role')
      .innerJoin('account', 'account.id', 'account_role.account_id')
      .select(['account.id', 'account_role.unit_code'])
      .distinct()
      .where('account_role.unit_code', 'in', codes)
      .where('account_role.role', 'in', UNIT_READERS)
      .where('account.kind', '=', 'person')
      .where('account.disabled', '=', 0)
      .execute(),
    db
      .selectFrom('account')
      .select(['id', 'unit_code'])
      .where('unit_code', 'in', codes)
      .where('kind', '=', 'room')
      .where('disabled', '=', 0)
      .execute(),
  ])
  return [...officials, ...rooms].map(({ id, unit_code }) => ({ id, invitee: unitInvitee(unit_code) }))
}

async function presentPeople(
  db: Kysely<Schema>,
  ids: readonly AccountId[],
): Promise<{ id: AccountId; invitee: Invitee }[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('account')
    .select('id')
    .distinct()
    .where('id', 'in', ids)
    .where('kind', '!=', 'guest')
    .where('disabled', '=', 0)
    .execute()
  return rows.map(({ id }) => ({ id, invitee: accountInvitee(id) }))
}
