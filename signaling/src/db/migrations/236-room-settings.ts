import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Adds what each room wants, set on its TV or by who looks after it. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  await createTable(db, dialect, 'room_settings')
    .addColumn('room_id', str, (c) => c.primaryKey().references('account.id'))
    /** JSON of RoomSettings. */
    .addColumn('settings', str, (c) => c.notNull())
    .addColumn('changed_at', integer(dialect), (c) => c.notNull())
    .addColumn('changed_by', str, (c) => c.notNull())
    .execute()
}
