import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'

// All that writes the table unit_name. Each is part of the transaction of what it belongs to.

/** A unit as it is from some day on. */
type Entry = {
  readonly code: UnitCode
  readonly name: string
  readonly kind: string
  readonly parentCode: UnitCode | null
}

/** Units that are new: they are what they are ever since they are known. */
export async function recordFirst(tx: Kysely<Schema>, entries: readonly Entry[]): Promise<void> {
  await upsert(
    tx,
    entries.map((entry) => rowOf(entry, '')),
  )
}

/** Sets what a unit is from that day on; a second change of the same day replaces the first. */
export async function recordSince(tx: Kysely<Schema>, since: string, entry: Entry): Promise<void> {
  await upsert(tx, [rowOf(entry, since)])
}

/** Puts right what was wrong in the newest entry of each unit; units without any get their first. */
export async function correctNewest(tx: Kysely<Schema>, entries: readonly Entry[]): Promise<void> {
  const newest = new Map<UnitCode, string>()
  for (const part of inParts(entries, 1000)) {
    const codes = part.map(({ code }) => code)
    const rows = await tx
      .selectFrom('unit_name')
      .select((eb) => ['unit_code', eb.fn.max('since').as('since')])
      .where('unit_code', 'in', codes)
      .groupBy('unit_code')
      .execute()
    for (const { unit_code, since } of rows) newest.set(unit_code, since)
  }
  await upsert(
    tx,
    entries.map((entry) => rowOf(entry, newest.get(entry.code) ?? '')),
  )
}

/** The day of the newest entry; '' = it was never changed. */
export async function newestEntry(tx: Kysely<Schema>, code: UnitCode): Promise<string> {
  const row = await tx
    .selectFrom('unit_name')
    .select((eb) => eb.fn.max('since').as('since'))
    .where('unit_code', '=', code)
    .executeTakeFirst()
  return row?.since ?? ''
}

function rowOf({ code, name, kind, parentCode }: Entry, since: string): Schema['unit_name'] {
  return { unit_code: code, since, name, kind, parent_code: parentCode }
}

async function upsert(tx: Kysely<Schema>, rows: readonly Schema['unit_name'][]): Promise<void> {
  for (const part of inParts(rows, 1000)) {
    await tx
      .insertInto('unit_name')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['unit_code', 'since']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          kind: eb.ref('excluded.kind'),
          parent_code: eb.ref('excluded.parent_code'),
        })),
      )
      .execute()
  }
}
