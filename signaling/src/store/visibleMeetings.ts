import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { Allowed } from '../domain/officePermissions.ts'
import type { Membership } from './invitationRule.ts'
import type { Schema } from './schema.ts'
import { branchRange } from './unitPath.ts'

/** What somebody may see: meetings that they are invited to, and those that a unit of their reach holds. */
export type Sight = {
  readonly member: Membership
  /** Paths of branches whose meetings the account may read. */
  readonly branches: readonly string[]
  readonly units: Allowed['units']
}

/** From this many units on, a branch has so many meetings that going through all of them in order of time finds them sooner. */
const BROAD_UNITS = 300

type Filter = (eb: ExpressionBuilder<Schema, 'meeting' | 'unit'>) => Expression<SqlBool>

/** The condition "may be seen", on a query of meetings that has joined the host unit as `unit`. */
export async function visibleMeetings(db: Kysely<Schema>, { member, branches, units }: Sight): Promise<Filter> {
  const hosts = [...new Set([...branches, ...member.technicianOf, ...member.observerOf])]
  const broad = await broadOnes(db, [...new Set([...hosts, ...member.technicianOf])])
  const narrowHosts = hosts.filter((path) => !broad.has(path))
  const narrowInvited = member.technicianOf.filter((path) => !broad.has(path))
  const ids = meetingIds(db, { member, units, narrowHosts, narrowInvited })
  const broadHosts = hosts.filter((path) => broad.has(path))
  const broadInvited = member.technicianOf.filter((path) => broad.has(path))
  return (eb) =>
    eb.or([
      ...broadHosts.map((path) => inBranch(eb, path)),
      eb('meeting.id', 'in', ids),
      ...broadInvited.map((path) =>
        eb.exists(
          eb
            .selectFrom('meeting_unit')
            .innerJoin('unit as invited', 'invited.code', 'meeting_unit.unit_code')
            .select('meeting_unit.unit_code')
            .whereRef('meeting_unit.meeting_id', '=', 'meeting.id')
            .where('invited.path', '>=', branchRange(path).from)
            .where('invited.path', '<', branchRange(path).to),
        ),
      ),
    ])
}

function inBranch(eb: ExpressionBuilder<Schema, 'unit'>, path: string): Expression<SqlBool> {
  const { from, to } = branchRange(path)
  return eb.and([eb('unit.path', '>=', from), eb('unit.path', '<', to)])
}

type Narrow = Pick<Sight, 'member' | 'units'> & { readonly narrowHosts: readonly string[]; readonly narrowInvited: readonly string[] }

/** Each by its own index. */
function meetingIds(db: Kysely<Schema>, { member, units, narrowHosts, narrowInvited }: Narrow) {
  let ids = db.selectFrom('meeting_seat').select('meeting_id as id').where('account_id', '=', member.accountId)
  if (member.delegateOf.length > 0) {
    ids = ids.union(db.selectFrom('meeting_unit').select('meeting_id as id').where('unit_code', 'in', member.delegateOf))
  }
  const hostUnits = [...new Set([...member.delegateOf, ...units])]
  if (hostUnits.length > 0) ids = ids.union(db.selectFrom('meeting').select('id').where('host_unit_code', 'in', hostUnits))
  for (const path of narrowHosts) ids = ids.union(db.selectFrom('meeting').select('id').where('host_unit_code', 'in', unitsBelow(db, path)))
  for (const path of narrowInvited) ids = ids.union(db.selectFrom('meeting_unit').select('meeting_id as id').where('unit_code', 'in', unitsBelow(db, path)))
  return ids
}

function unitsBelow(db: Kysely<Schema>, path: string) {
  const { from, to } = branchRange(path)
  return db.selectFrom('unit').select('code').where('path', '>=', from).where('path', '<', to)
}

async function broadOnes(db: Kysely<Schema>, paths: readonly string[]): Promise<Set<string>> {
  const counted = await Promise.all(
    paths.map(async (path) => {
      const rows = await unitsBelow(db, path).limit(1).offset(BROAD_UNITS).execute()
      return rows.length > 0 ? [path] : []
    }),
  )
  return new Set(counted.flat())
}
