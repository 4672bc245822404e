import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

// All that writes the table series. Each is part of the transaction of what it belongs to.

export type SeriesRule = { readonly rrule: string; readonly startsAt: number }

/** @returns its id */
export async function insertSeries(tx: Kysely<Schema>, { rrule, startsAt }: SeriesRule, now: number): Promise<string> {
  const id = `s.${randomBytes(9).toString('base64url')}`
  await tx.insertInto('series').values({ id, rrule, starts_at: startsAt, created_at: now }).execute()
  return id
}

/** Fields that are left out stay. */
export async function editSeriesRule(
  tx: Kysely<Schema>,
  id: string,
  { rrule, startsAt }: { readonly rrule: string; readonly startsAt?: number },
): Promise<void> {
  await tx
    .updateTable('series')
    .set({ rrule, ...(startsAt === undefined ? {} : { starts_at: startsAt }) })
    .where('id', '=', id)
    .execute()
}

/** Callers delete a series once no meeting belongs to it. */
export async function deleteSeries(tx: Kysely<Schema>, id: string): Promise<void> {
  await tx.deleteFrom('series').where('id', '=', id).execute()
}
