import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'

/** What a unit is from some day on. */
type Entry = {
  readonly code: UnitCode
  readonly name: string
  readonly kind: string
  readonly parentCode: UnitCode | null
}

/** Sets what a unit is from that day on; a second change of the same day replaces the first. */
export async function recordSince(
  tx: Kysely<Schema>,
  since: string,
  { code, name, kind, parentCode }: Entry,
): Promise<void> {
  await upsert(tx, [{ unit_code: code, since, name, kind, parent_code: parentCode }])
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
    entries.map(({ code, name, kind, parentCode }) => ({
      unit_code: code,
      since: newest.get(code) ?? '',
      name,
      kind,
      parent_code: parentCode,
    })),
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
