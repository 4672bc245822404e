import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'

export type UnitPlace = { readonly path: readonly UnitCode[]; readonly closed: boolean }

/** Finds the place of these units in the tree. */
export async function unitPlaces(db: Kysely<Schema>, codes: readonly UnitCode[]): Promise<Map<UnitCode, UnitPlace>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('unit')
    .select(['code', 'path', 'status'])
    .where('code', 'in', [...new Set(codes)])
    .execute()
  return new Map(rows.map(({ code, path, status }) => [code, { path: codesOfPath(path), closed: status === 'closed' }]))
}
