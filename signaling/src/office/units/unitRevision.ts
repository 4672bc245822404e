import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/**
 * Another one after every change of any unit, by this process or another. Units are never deleted and every change adds
 * one to a version: no two states have the same count and sum.
 */
export async function unitRevision(db: Kysely<Schema>): Promise<string> {
  const { units, versions } = await db
    .selectFrom('unit')
    .select((eb) => [eb.fn.countAll<number>().as('units'), eb.fn.sum<number | null>('version').as('versions')])
    .executeTakeFirstOrThrow()
  return `${units} ${versions ?? 0}`
}
