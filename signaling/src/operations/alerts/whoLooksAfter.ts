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
 * @param pathOf the unit itself and those above it, the topmost first
 * @param options nearest: of each place those alone who are nearest to it in the tree
 */
export async function whoLooksAfter(
  db: Kysely<Schema>,
  places: readonly Place[],
  roles: readonly AlertRole[],
  pathOf: (unit: UnitCode) => readonly UnitCode[],
  { nearest = false }: { readonly nearest?: boolean } = {},
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
  const held = new Set(rows.map(({ unit_code }) => unit_code))
  const nearestOf = (place: Place): ReadonlySet<UnitCode> => {
    const over = overOf(place)
    if (!nearest || place.unitCode === null) return over
    const unit = pathOf(place.unitCode).findLast((code) => held.has(code))
    return new Set(unit === undefined ? [] : [unit])
  }
  const unitsOf = new Map(places.map((place) => [place, nearestOf(place)]))
  const keepers: Keeper[] = []
  for (const [accountId, grants] of Map.groupBy(rows, ({ id }) => id)) {
    const [first] = grants
    const at = new Set(grants.map(({ unit_code }) => unit_code))
    const own = places.filter((place) => [...(unitsOf.get(place) ?? [])].some((unit) => at.has(unit)))
    if (first && own.length > 0)
      keepers.push({ accountId, name: first.name, email: first.email, unitCode: first.unit_code, places: own })
  }
  return keepers
}
