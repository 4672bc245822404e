import type { Account, AccountId, MeetingId, Origin, Seat, UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { branchRange } from '../../db/sql/unitPath.ts'
import type { Schema } from '../../db/schema.ts'

/**
 * The units of which an account is a member, which decides what it is invited to besides where it is named:
 * a unit's officials and rooms are delegates of meetings that the unit holds or is invited to, technicians are
 * technicians where a unit of their branch is, IT admins observe what a unit of their branch holds.
 */
export type Membership = {
  readonly accountId: AccountId
  readonly delegateOf: readonly UnitCode[]
  /** Paths of branches. */
  readonly technicianOf: readonly string[]
  readonly observerOf: readonly string[]
}

export async function membershipOf(
  db: Kysely<Schema>,
  { accountId, kind, unit }: Pick<Account, 'accountId' | 'kind' | 'unit'>,
): Promise<Membership> {
  const nowhere = { accountId, delegateOf: [], technicianOf: [], observerOf: [] }
  switch (kind) {
    case 'guest':
    case 'machine':
      return nowhere
    case 'room':
      return { ...nowhere, delegateOf: [unit.code] }
    case 'person': {
      const grants = await db
        .selectFrom('account_role')
        .innerJoin('unit', 'unit.code', 'account_role.unit_code')
        .select(['account_role.role', 'unit.code', 'unit.path'])
        .where('account_id', '=', accountId)
        .where('unit.path', '!=', '')
        .execute()
      return {
        accountId,
        delegateOf: [
          ...new Set(
            grants
              .filter(({ role }) => role === 'official' || role === 'chair' || role === 'secretary')
              .map(({ code }) => code),
          ),
        ],
        technicianOf: grants.filter(({ role }) => role === 'technician').map(({ path }) => path),
        observerOf: grants.filter(({ role }) => role === 'itAdmin').map(({ path }) => path),
      }
    }
    default:
      return kind satisfies never
  }
}

/** The seat and the unit for which an account comes; null: it is not invited. */
export async function seatOf(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  account: Account,
): Promise<({ seat: Seat } & Origin) | null> {
  const [named, member] = await Promise.all([
    db
      .selectFrom('meeting_seat')
      .leftJoin('meeting_guest', (join) =>
        join
          .onRef('meeting_guest.meeting_id', '=', 'meeting_seat.meeting_id')
          .onRef('meeting_guest.account_id', '=', 'meeting_seat.account_id'),
      )
      .select(['seat', 'unit_code', 'unit_name', 'organisation'])
      .where('meeting_seat.meeting_id', '=', meetingId)
      .where('meeting_seat.account_id', '=', account.accountId)
      .executeTakeFirst(),
    membershipOf(db, account),
  ])
  // Guests are on record at the unit that invites them, and not of it.
  if (named && account.kind === 'guest') return { seat: named.seat, unit: null, organisation: named.organisation ?? '' }
  if (named) return { seat: named.seat, ...from({ code: named.unit_code, name: named.unit_name }) }
  const host = await db
    .selectFrom('meeting')
    .innerJoin('unit', 'unit.code', 'meeting.host_unit_code')
    .select(['host_unit_code as code', 'host_unit_name as name', 'unit.path'])
    .where('meeting.id', '=', meetingId)
    .executeTakeFirst()
  if (!host) return null
  const delegateFor = await delegateUnit(db, meetingId, member.delegateOf, account.unit.code, host)
  if (delegateFor) return { seat: 'delegate', ...from(delegateFor) }

  const holds = (path: string) => host.path.startsWith(path)
  if (member.technicianOf.some(holds) || (await invitesBranch(db, meetingId, member.technicianOf)))
    return { seat: 'technician', ...from(account.unit) }
  return member.observerOf.some(holds) ? { seat: 'observer', ...from(account.unit) } : null
}

const from = (unit: UnitRef): Origin => ({ unit, organisation: '' })

/** The account's own unit before others for which it might come, those that are invited before the one that holds the meeting. */
async function delegateUnit(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  units: readonly UnitCode[],
  home: UnitCode,
  host: UnitRef,
): Promise<UnitRef | null> {
  const holding = units.includes(host.code) ? { code: host.code, name: host.name } : null
  if (units.length === 0 || (holding && home === host.code)) return holding
  const rows = await db
    .selectFrom('meeting_unit')
    .select(['unit_code as code', 'unit_name as name'])
    .where('meeting_id', '=', meetingId)
    .where('unit_code', 'in', units)
    .where('unit_code', '!=', host.code)
    .orderBy('position')
    .execute()
  return rows.find(({ code }) => code === home) ?? rows[0] ?? holding
}

async function invitesBranch(db: Kysely<Schema>, meetingId: MeetingId, paths: readonly string[]): Promise<boolean> {
  if (paths.length === 0) return false
  const row = await db
    .selectFrom('meeting_unit')
    .innerJoin('unit', 'unit.code', 'meeting_unit.unit_code')
    .select('unit.code')
    .where('meeting_id', '=', meetingId)
    .where((eb) =>
      eb.or(
        paths.map(branchRange).map(({ from, to }) => eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)])),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Finds to which of these meetings the account is invited, for lists, by the rule of {@link seatOf}. */
export async function invitedAmong(
  db: Kysely<Schema>,
  { accountId, delegateOf, technicianOf, observerOf }: Membership,
  meetings: readonly { readonly id: MeetingId; readonly host_unit_code: UnitCode; readonly host_path: string }[],
): Promise<Set<MeetingId>> {
  const reach = [...technicianOf, ...observerOf]
  // A month has thousands of meetings, and few hosts.
  const hosts = new Map(meetings.map(({ host_unit_code, host_path }) => [host_unit_code, host_path]))
  const holding = new Set(
    [...hosts]
      .filter(([code, hostPath]) => delegateOf.includes(code) || reach.some((path) => hostPath.startsWith(path)))
      .map(([code]) => code),
  )
  const byHost = ({ host_unit_code }: (typeof meetings)[number]) => holding.has(host_unit_code)
  const invited = new Set(meetings.filter(byHost).map(({ id }) => id))
  const rest = meetings.map(({ id }) => id).filter((id) => !invited.has(id))
  if (rest.length === 0) return invited
  let found = db
    .selectFrom('meeting_seat')
    .select('meeting_id')
    .where('account_id', '=', accountId)
    .where('meeting_id', 'in', rest)
  if (delegateOf.length > 0) {
    found = found.union(
      db
        .selectFrom('meeting_unit')
        .select('meeting_id')
        .where('unit_code', 'in', delegateOf)
        .where('meeting_id', 'in', rest),
    )
  }
  for (const { from, to } of technicianOf.map(branchRange)) {
    found = found.union(
      db
        .selectFrom('meeting_unit')
        .innerJoin('unit', 'unit.code', 'meeting_unit.unit_code')
        .select('meeting_id')
        .where('meeting_id', 'in', rest)
        .where('unit.path', '>=', from)
        .where('unit.path', '<', to),
    )
  }
  for (const { meeting_id } of await found.execute()) invited.add(meeting_id)
  return invited
}
