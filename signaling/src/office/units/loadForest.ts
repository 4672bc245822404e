import { MeetingError } from '@diem-cau/signaling-contract'
import { UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { readStored, UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { UnitForest } from './UnitForest.ts'

/** All units as they are now. */
export async function loadForest(db: Kysely<Schema>): Promise<UnitForest> {
  const rows = await db
    .selectFrom('unit')
    .select(['code', 'parent_code', 'kind', 'name', 'region', 'search', 'status', 'successor_code'])
    .execute()
  return new UnitForest(
    rows.map((row) => ({
      code: row.code,
      parentCode: row.parent_code,
      kind: row.kind,
      name: row.name,
      region: row.region,
      search: row.search,
      open: row.status === 'open',
      successor: row.successor_code,
    })),
  )
}

/** All units as they will be on that day, as far as it is known; changes that cannot take effect are left out. */
export async function loadForestOn(db: Kysely<Schema>, localDate: string): Promise<UnitForest> {
  const forest = await loadForest(db)
  foresee(forest, await changesToCome(db, localDate))
  return forest
}

type ChangeRow = Selectable<Schema['unit_change']>

/** Changes that have not taken effect, up to that day, in the order in which they will. */
export async function changesToCome(db: Kysely<Schema>, until: string): Promise<ChangeRow[]> {
  return db
    .selectFrom('unit_change')
    .selectAll()
    .where('applied_at', 'is', null)
    .where('failure', 'is', null)
    .where('effective_on', '<=', until)
    .orderBy('effective_on')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Applies to the forest what these changes will make of it. A change that will fail, or cannot be read, changes nothing, as on its day. */
export function foresee(forest: UnitForest, changes: readonly Pick<ChangeRow, 'unit_code' | 'what'>[]): void {
  for (const { unit_code, what } of changes) {
    try {
      forest.change(unit_code, readStored(UnitChangeWhat, what))
    } catch (error) {
      if (!(error instanceof MeetingError || error instanceof UnreadableRow)) throw error
    }
  }
}
