import type { Insertable, Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

// All that writes the table unit_change. Each is part of the transaction of what it belongs to.

export async function insertChange(tx: Kysely<Schema>, change: Insertable<Schema['unit_change']>): Promise<void> {
  await tx.insertInto('unit_change').values(change).execute()
}

/** Says what became of a change, once. @returns false when another process was first */
export async function settleChange(
  tx: Kysely<Schema>,
  id: string,
  outcome: { readonly applied_at: number } | { readonly failure: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('unit_change')
    .set(outcome)
    .where('id', '=', id)
    .where('applied_at', 'is', null)
    .where('failure', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteChange(tx: Kysely<Schema>, id: string): Promise<void> {
  await tx.deleteFrom('unit_change').where('id', '=', id).execute()
}
