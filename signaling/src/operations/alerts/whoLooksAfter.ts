import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { AlertRole } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Place } from './AlertCase.ts'

export type Keeper = {
  readonly accountId: AccountId
  readonly name: string
  readonly email: string | null
  /** Where they have the role. */
  readonly unitCode: UnitCode
  readonly places: readonly Place[]
}

/**
 * People who have one of the roles at the unit of a place, or above it, each with the places that are theirs. Servers are looked after at
 * topmost units.
 * @param pathOf the unit itself and those above it
 */
export async function whoLooksAfter(
  db: Kysely<Schema>,
  places: readonly Place[],
  roles: readonly AlertRole[],
  pathOf: (unit: UnitCode) => readonly UnitCode[],
): Promise<Keeper[]> {
  if (roles.length === 0 || places.length === 0) return []
  const topmost = new Set(
    (await db.selectFrom('unit').select('code').where('parent_code', 'is', null).execute()).map(({ code }) => code),
  )
  const overOf = (place: Place) => (place.unitCode === null ? topmost : new Set(pathOf(place.unitCode)))
  const units = new Set(places.flatMap((place) => [...overOf(place)]))
  if (units.size === 0) return []
  const rows = await db
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_role.account_id')
    .select(['account.id', 'account.name', 'account.email', 'account_role.unit_code'])
    .where('account_role.unit_code', 'in', [...units])
    .where('account_role.role', 'in', [...roles])
    .where('account.kind', '=', 'person')
    .where('account.disabled', '=', 0)
    .orderBy('account.id')
    .execute()
  const keepers: Keeper[] = []
  for (const [accountId, held] of Map.groupBy(rows, ({ id }) => id)) {
    const [first] = held
    const at = new Set(held.map(({ unit_code }) => unit_code))
    const own = places.filter((place) => [...overOf(place)].some((unit) => at.has(unit)))
    if (first && own.length > 0)
      keepers.push({ accountId, name: first.name, email: first.email, unitCode: first.unit_code, places: own })
  }
  return keepers
}
