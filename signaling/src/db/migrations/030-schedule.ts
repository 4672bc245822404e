import type { Kysely } from 'kysely'
import { type Dialect, integer } from './columns.ts'

/** Adds when the lobby of a meeting opens, for lists by phase. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .alterTable('meeting')
    .addColumn('lobby_minutes', integer(dialect), (c) => c.notNull().defaultTo(60))
    .execute()
  await db.schema.createIndex('meeting_deputy').on('meeting').columns(['deputy_account_id', 'starts_at']).execute()
  await db.schema
    .createIndex('meeting_secretary')
    .on('meeting')
    .columns(['secretary_account_id', 'starts_at'])
    .execute()
  // All that a count of meetings asks of them.
  await db.schema
    .createIndex('meeting_listed')
    .on('meeting')
    .columns(['starts_at', 'phase', 'host_unit_code', 'ends_at'])
    .execute()
}
