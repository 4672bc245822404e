import type { Kysely } from 'kysely'
import { type Dialect, text } from './columns.ts'

/** Where the media of a unit's branch is at home; '' as with the unit above it. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .alterTable('unit')
    .addColumn('region', text(dialect), (c) => c.notNull().defaultTo(''))
    .execute()
}
