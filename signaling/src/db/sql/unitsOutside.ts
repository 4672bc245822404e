import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { listed } from './listed.ts'
import { branchRange } from './unitPath.ts'

/** Knowing more of them each is no use: going through those inside is as good. */
const MOST = 400

type Gap = { readonly from: string; readonly to: string }

/** No path begins with it. */
const AFTER_ALL = '0'

/**
 * The units that are in none of these branches, when they are few: then "in one of the others" is asked of few instead of
 * thousands. Read from the gaps between the branches, each by the index of paths.
 * @returns null for more than 400, and for no branches at all
 */
export async function unitsOutside(db: Kysely<Schema>, paths: readonly string[]): Promise<UnitCode[] | null> {
  if (paths.length === 0) return null
  const ranges = paths.map(branchRange).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const gaps: Gap[] = []
  let from = ''
  for (const range of ranges) {
    if (range.from > from) gaps.push({ from, to: range.from })
    if (range.to > from) from = range.to
  }
  gaps.push({ from, to: AFTER_ALL })
  // Each gap by itself: of conditions joined by "or" neither store uses the index.
  const rows = await db
    .selectFrom(listed(gaps.map(({ from, to }) => [from, to])).as('gap'))
    .innerJoin('unit', (join) => join.onRef('unit.path', '>=', 'gap.column1').onRef('unit.path', '<', 'gap.column2'))
    .select('unit.code')
    .limit(MOST + 1)
    .execute()
  return rows.length > MOST ? null : rows.map(({ code }) => code)
}
