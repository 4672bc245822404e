import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Adds the camera of the network that a room has. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  await createTable(db, dialect, 'room_camera')
    .addColumn('room_id', str, (c) => c.primaryKey().references('account.id'))
    .addColumn('host', str, (c) => c.notNull())
    .addColumn('port', integer(dialect), (c) => c.notNull())
    .addColumn('path', str, (c) => c.notNull())
    .addColumn('user_name', str, (c) => c.notNull())
    /** Sealed for the room; it opens for no other. */
    .addColumn('sealed_password', str, (c) => c.notNull())
    .addColumn('changed_at', integer(dialect), (c) => c.notNull())
    .addColumn('changed_by', str, (c) => c.notNull())
    .execute()
}
