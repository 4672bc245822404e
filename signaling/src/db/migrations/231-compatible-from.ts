import type { Kysely } from 'kysely'
import { type Dialect, integer } from './columns.ts'

/** Adds to the engine's own table from which version on a program may use the store: an older server reads it while a newer one is put in its place. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .alterTable('store_meta')
    .addColumn('compatible_from', integer(dialect), (c) => c.notNull().defaultTo(0))
    .execute()
}
