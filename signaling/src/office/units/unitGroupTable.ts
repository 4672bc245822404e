import type { UnitCode } from '@diem-cau/signaling-contract'
import type { UnitRule } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

// All that writes the table unit_group. Each is part of the transaction of what it belongs to.

export type GroupEntry = {
  readonly id: string
  readonly name: string
  readonly ownerUnitCode: UnitCode
  readonly rules: readonly UnitRule[]
}

export async function insertGroup(tx: Kysely<Schema>, { id, name, ownerUnitCode, rules }: GroupEntry): Promise<void> {
  await tx
    .insertInto('unit_group')
    .values({ id, name, owner_unit_code: ownerUnitCode, rules: JSON.stringify(rules) })
    .execute()
}

/** @returns false when it has another version by now */
export async function updateGroup(
  tx: Kysely<Schema>,
  { id, name, rules }: Omit<GroupEntry, 'ownerUnitCode'>,
  version: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('unit_group')
    .set({ name, rules: JSON.stringify(rules), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** All groups of a unit are from now on those of another. */
export async function handOverGroups(tx: Kysely<Schema>, from: UnitCode, to: UnitCode): Promise<void> {
  await tx
    .updateTable('unit_group')
    .set((eb) => ({ owner_unit_code: to, version: eb('version', '+', 1) }))
    .where('owner_unit_code', '=', from)
    .execute()
}

/** @returns false when it has another version by now */
export async function removeGroup(tx: Kysely<Schema>, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('unit_group')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
