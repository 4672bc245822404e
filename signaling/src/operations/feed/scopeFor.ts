import type { Account } from '@diem-cau/signaling-contract'
import type { Action } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { branchPaths, scopeOf, withinScope } from '../../office/access.ts'
import type { Scope } from './Scope.ts'

/** Where somebody may look, or do what is named, just now. Servers carry meetings of any unit, so they are for who has the role at a topmost one. @throws MeetingError `forbidden` when nowhere */
export async function scopeFor(
  db: Kysely<Schema>,
  account: Account,
  action: Action = 'operations.read',
): Promise<Scope> {
  const scope = await scopeOf(db, account, action)
  if (scope.all) return { servers: true, units: null }
  const paths = await branchPaths(db, scope)
  const units = await db
    .selectFrom('unit')
    .select(['unit.code', 'unit.parent_code'])
    .where((eb) => withinScope(eb, scope, paths))
    .execute()
  return {
    servers: units.some(({ parent_code }) => parent_code === null),
    units: new Set(units.map(({ code }) => code)),
  }
}
