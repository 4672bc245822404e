import { CSV_BOM, csvLine } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { loadForest } from './loadForest.ts'
import { unitColumns } from './readUnitRows.ts'

/** All open units as CSV, parents before their children; imported again it changes nothing. */
export async function exportUnits(db: Kysely<Schema>): Promise<string> {
  const forest = await loadForest(db)
  const lines = forest.inOrder.filter(({ open }) => open).map(({ code, parentCode, kind, name }) => csvLine([code, parentCode, kind, name]))
  return CSV_BOM + csvLine(unitColumns) + lines.join('')
}
