import type { UnitCode } from '@diem-cau/signaling-contract'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../db/schema.ts'

export type Reach = {
  /** Paths of branches. */
  readonly branches: readonly string[]
  readonly units: readonly UnitCode[]
}

/**
 * Finds the units outside of a reach that were merged into one within it, also by way of others: the successor may read what was
 * theirs before (SPEC 13.6). They are few: most are merged within their branch.
 */
export async function mergedUnits(db: Kysely<Schema>): Promise<(into: Reach) => UnitCode[]> {
  const merged = await db
    .selectFrom('unit')
    .innerJoin('unit as successor', 'successor.code', 'unit.successor_code')
    .select(['unit.code', 'unit.path', 'successor.code as into', 'successor.path as into_path'])
    // The same as "is not null", for which SQLite would look at all units although mostly none was merged.
    .where('unit.successor_code', '>', sql<UnitCode>`''`)
    .execute()
  const next = new Map(merged.map((row) => [row.code, row]))
  return ({ branches, units }) => {
    const own = new Set(units)
    const isWithin = (code: UnitCode, path: string) =>
      own.has(code) || branches.some((branch) => path.startsWith(branch))
    const endsWithin = (code: UnitCode): boolean => {
      const seen = new Set<UnitCode>()
      for (let row = next.get(code); row && !seen.has(row.code); row = next.get(row.into)) {
        if (isWithin(row.into, row.into_path)) return true
        seen.add(row.code)
      }
      return false
    }
    return merged.flatMap(({ code, path }) => (!isWithin(code, path) && endsWithin(code) ? [code] : []))
  }
}
