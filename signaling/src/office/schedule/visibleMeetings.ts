import type { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import type { Membership } from './invitationRule.ts'
import type { Schema } from '../../db/schema.ts'
import { listed } from '../../db/sql/listed.ts'
import { mergedUnits } from '../units/mergedUnits.ts'
import { branchRange } from '../../db/sql/unitPath.ts'
import { unitsOutside } from '../../db/sql/unitsOutside.ts'

/** The meetings that somebody may see: those that they are invited to, and those that a unit of their reach holds. */
export type Sight = {
  readonly member: Membership
  /** Paths of branches whose meetings the account may read. */
  readonly branches: readonly string[]
  readonly units: Allowed['units']
}

/**
 * `branch`: from this many units on, branches have so many meetings that going through all of them in order of time finds them sooner.
 * `together`: as many units in several branches are as good as one broad branch, though none of them is broad: each costs a search of
 * its own.
 */
const BROAD = { branch: 300, together: 1_000 }

export type Visible = {
  /** The condition "may be seen", on a query of meetings. */
  readonly filter: (eb: ExpressionBuilder<Schema, 'meeting'>) => Expression<SqlBool>
  /** There are few of them: found by their ids, not by going through all of a time. */
  readonly isNarrow: boolean
  readonly everything: boolean
  /** Ids of the few meetings that may not be seen, where it is few; `filter` then says "none of these". */
  readonly hidden: SelectQueryBuilder<Schema, 'meeting', { hidden_id: MeetingId }> | null
}

/**
 * Finds what may be seen, in the way that is fastest.
 * @param broad how many units are broad; it changes only the way
 */
export async function visibleMeetings(
  db: Kysely<Schema>,
  sight: Sight,
  { branch, together } = BROAD,
): Promise<Visible> {
  const { branches } = sight
  const hosts = [...new Set([...branches, ...sight.member.technicianOf, ...sight.member.observerOf])]
  // The past of what was merged into theirs is theirs to read (SPEC 13.6).
  const [merged, broad] = await Promise.all([mergedUnits(db), broadOnes(db, hosts, { branch, together })])
  const units = [...sight.units, ...merged(sight)]
  const { delegateOf } = sight.member
  const member = { ...sight.member, delegateOf: [...delegateOf, ...merged({ branches: [], units: delegateOf })] }
  const outside = await unitsOutside(db, [...broad])
  if (outside?.length === 0)
    return { filter: () => sql<SqlBool>`1 = 1`, isNarrow: false, everything: true, hidden: null }
  const isBroad = (path: string) => broad.has(path)
  const isSmall = (path: string) => !broad.has(path)
  const ids = meetingIds(db, {
    member,
    units,
    narrowHosts: hosts.filter(isSmall),
    narrowInvited: member.technicianOf.filter(isSmall),
  })
  const broadInvited = member.technicianOf.filter(isBroad)
  const invites = (eb: ExpressionBuilder<Schema, 'meeting'>, paths: readonly string[]) =>
    eb.exists(
      eb
        .selectFrom('meeting_unit')
        .select('meeting_unit.unit_code')
        .whereRef('meeting_unit.meeting_id', '=', 'meeting.id')
        .where('meeting_unit.unit_code', 'in', unitsBelow(db, paths)),
    )
  if (outside !== null) {
    // Whoever sees nearly all: what is hidden is little, and found by its hosts.
    const hidden = db
      .selectFrom('meeting')
      .select('meeting.id as hidden_id')
      .where('meeting.host_unit_code', 'in', outside)
      .where('meeting.id', 'not in', ids)
      .$if(broadInvited.length > 0, (query) => query.where((eb) => eb.not(invites(eb, broadInvited))))
    return { filter: (eb) => eb('meeting.id', 'not in', hidden), isNarrow: false, everything: false, hidden }
  }
  const filter: Visible['filter'] = (eb) =>
    eb.or([
      // The expression keeps the index of hosts out: nearly all meetings would be found by it, and sorted anew.
      ...(broad.size > 0
        ? [eb(sql<UnitCode>`(meeting.host_unit_code || '')`, 'in', unitsBelow(db, hosts.filter(isBroad)))]
        : []),
      eb('meeting.id', 'in', ids),
      ...(broadInvited.length === 0 ? [] : [invites(eb, broadInvited)]),
    ])
  return { filter, isNarrow: broad.size === 0, everything: false, hidden: null }
}

/** The start for conditions and order: by its index only where there are many to go through (a sign hides it from the index). */
export function startOrder({ isNarrow }: Visible): Expression<number> {
  return isNarrow ? sql<number>`+meeting.starts_at` : sql<number>`meeting.starts_at`
}

type Narrow = Pick<Sight, 'member' | 'units'> & {
  readonly narrowHosts: readonly string[]
  readonly narrowInvited: readonly string[]
}

/** Each by its own index. */
function meetingIds(db: Kysely<Schema>, { member, units, narrowHosts, narrowInvited }: Narrow) {
  let ids = db.selectFrom('meeting_seat').select('meeting_id as id').where('account_id', '=', member.accountId)
  if (member.delegateOf.length > 0) {
    ids = ids.union(
      db.selectFrom('meeting_unit').select('meeting_id as id').where('unit_code', 'in', member.delegateOf),
    )
  }
  const hostUnits = [...new Set([...member.delegateOf, ...units])]
  if (hostUnits.length > 0)
    ids = ids.union(db.selectFrom('meeting').select('id').where('host_unit_code', 'in', hostUnits))
  for (const path of narrowHosts)
    ids = ids.union(
      db
        .selectFrom('meeting')
        .select('id')
        .where('host_unit_code', 'in', unitsBelow(db, [path])),
    )
  for (const path of narrowInvited)
    ids = ids.union(
      db
        .selectFrom('meeting_unit')
        .select('meeting_id as id')
        .where('unit_code', 'in', unitsBelow(db, [path])),
    )
  return ids
}

/** @param paths at least one */
function unitsBelow(db: Kysely<Schema>, paths: readonly string[]) {
  return db
    .selectFrom('unit')
    .select('code')
    .where((eb) =>
      eb.or(paths.map(branchRange).map(({ from, to }) => eb.and([eb('path', '>=', from), eb('path', '<', to)]))),
    )
}

/** Those of many units; when they are many together, all of them. */
async function broadOnes(
  db: Kysely<Schema>,
  paths: readonly string[],
  { branch, together }: typeof BROAD,
): Promise<Set<string>> {
  if (paths.length === 0) return new Set()
  const few = (eb: ExpressionBuilder<Schema & { branch: { column1: string; column2: string } }, 'branch'>) =>
    eb
      .selectFrom('unit')
      .select('code')
      .whereRef('path', '>=', 'branch.column1')
      .whereRef('path', '<', 'branch.column2')
      .limit(branch + 1)
      .as('few')
  const rows = await db
    .selectFrom(listed(paths.map(branchRange).map(({ from, to }) => [from, to])).as('branch'))
    .select((eb) => [
      'branch.column1 as path',
      eb
        .selectFrom(few(eb))
        .select((units) => units.fn.countAll<number>().as('count'))
        .as('units'),
    ])
    .execute()
  const all = rows.reduce((sum, { units }) => sum + (units ?? 0), 0)
  return new Set(rows.filter(({ units }) => all > together || (units ?? 0) > branch).map(({ path }) => path))
}
