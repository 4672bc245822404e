import type { UnitCode } from '@diem-cau/signaling-contract'
import { type Kysely, sql } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { branchRange, unitSearch } from '../../db/sql/unitPath.ts'

// All that writes the table unit. Each is part of the transaction of what it belongs to; the history is in `UnitHistory`.

export type UnitEntry = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
  /** Codes from the root down, "/can-tho/o-mon/". */
  readonly path: string
  /** Left out or empty: that of the unit above it. */
  readonly region?: string
}

const CHUNK = 1000

export async function insertUnits(tx: Kysely<Schema>, units: readonly UnitEntry[]): Promise<void> {
  await insertMany(
    tx,
    'unit',
    units.map((unit) => ({ ...rowOf(unit), version: 1 })),
  )
}

/** Sets units that are there to what they are to be, each with its new version: one statement for many of them. */
export async function replaceUnits(
  tx: Kysely<Schema>,
  units: readonly (UnitEntry & { readonly version: number; readonly region: string })[],
): Promise<void> {
  for (const part of inParts(units, CHUNK)) {
    await tx
      .insertInto('unit')
      .values(part.map((unit) => ({ ...rowOf(unit), version: unit.version })))
      // All of them are there, so each conflicts and is updated.
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((eb) => ({
          parent_code: eb.ref('excluded.parent_code'),
          kind: eb.ref('excluded.kind'),
          name: eb.ref('excluded.name'),
          path: eb.ref('excluded.path'),
          search: eb.ref('excluded.search'),
          region: eb.ref('excluded.region'),
          version: eb.ref('excluded.version'),
        })),
      )
      .execute()
  }
}

/** @param unit its `region` left out stays what it is @param version the one that is edited; null: whichever it is. @returns false when it has another by now */
export async function correctUnit(
  tx: Kysely<Schema>,
  { code, kind, name, region }: Pick<UnitEntry, 'code' | 'kind' | 'name' | 'region'>,
  version: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('unit')
    .set((eb) => ({
      kind,
      name,
      search: unitSearch({ code, name }),
      ...(region === undefined ? {} : { region }),
      version: eb('version', '+', 1),
    }))
    .where('code', '=', code)
    .$if(version !== null, (query) => query.where('version', '=', version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A unit with all that is below it goes below another; null: it becomes a root. */
export async function moveBranch(
  tx: Kysely<Schema>,
  unit: Pick<UnitEntry, 'code' | 'path'>,
  { parentCode, path }: Pick<UnitEntry, 'parentCode' | 'path'>,
): Promise<void> {
  const { from, to } = branchRange(unit.path)
  await tx
    .updateTable('unit')
    .set({ path: sql<string>`${path} || substr(path, ${sql.lit(unit.path.length + 1)})` })
    .where('path', '>=', from)
    .where('path', '<', to)
    .execute()
  await tx
    .updateTable('unit')
    .set((eb) => ({ parent_code: parentCode, version: eb('version', '+', 1) }))
    .where('code', '=', unit.code)
    .execute()
}

/** @param successor null: nobody takes its place */
export async function closeUnit(tx: Kysely<Schema>, code: UnitCode, successor: UnitCode | null): Promise<void> {
  await tx
    .updateTable('unit')
    .set((eb) => ({ status: 'closed', successor_code: successor, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .execute()
}

/**
 * Something that is shown with the unit, and kept elsewhere, has changed: who edits it has to look again.
 * @param version the one that was seen; null: whichever it is. @returns false when it has another by now
 */
export async function countUnitVersion(
  tx: Kysely<Schema>,
  code: UnitCode,
  version: number | null = null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('unit')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .$if(version !== null, (query) => query.where('version', '=', version))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function rowOf({ code, parentCode, kind, name, path, region = '' }: UnitEntry) {
  return { code, parent_code: parentCode, kind, name, path, region, search: unitSearch({ code, name }) }
}
