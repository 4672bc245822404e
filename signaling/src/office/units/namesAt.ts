import type { UnitCode } from '@diem-cau/signaling-contract'
import { UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { changesToCome } from './loadForest.ts'

/**
 * Finds each unit's name on a day: by its history, and by the changes that are still to come.
 * @param localDate a day in Asia/Ho_Chi_Minh
 * @returns without the codes that do not exist
 */
export async function namesAt(
  db: Kysely<Schema>,
  localDate: string,
  codes: readonly UnitCode[],
): Promise<Map<UnitCode, string>> {
  const names = new Map<UnitCode, string>()
  const since = new Map<UnitCode, string>()
  for (const part of inParts([...new Set(codes)], 1000)) {
    for (const { code, name } of await db
      .selectFrom('unit')
      .select(['code', 'name'])
      .where('code', 'in', part)
      .execute())
      names.set(code, name)
  }
  // Few units had another name then than now, so these are looked up by themselves.
  const renamedLater = await db
    .selectFrom('unit_name')
    .select('unit_code')
    .distinct()
    .where('since', '>', localDate)
    .execute()
  const before = renamedLater.map(({ unit_code }) => unit_code).filter((code) => names.has(code))
  for (const part of inParts(before, 1000)) {
    const rows = await db
      .selectFrom('unit_name')
      .select(['unit_code', 'since', 'name'])
      .where('unit_code', 'in', part)
      .where('since', '<=', localDate)
      .orderBy('since')
      .execute()
    for (const row of rows) {
      names.set(row.unit_code, row.name)
      since.set(row.unit_code, row.since)
    }
  }
  for (const { unit_code, effective_on, what } of await changesToCome(db, localDate)) {
    const change = readStored(UnitChangeWhat, what)
    if (change.kind === 'rename' && names.has(unit_code) && effective_on >= (since.get(unit_code) ?? ''))
      names.set(unit_code, change.name)
  }
  return names
}
