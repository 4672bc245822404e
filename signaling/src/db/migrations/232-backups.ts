import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Adds the backups that the server makes by itself: one row for each try, of which a day has a few at most. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'backup_run')
    /** The day in Vietnam that it is the backup of. */
    .addColumn('day', str, (c) => c.notNull())
    /** From 1: two processes that both begin the same one collide. */
    .addColumn('try', int, (c) => c.notNull())
    .addColumn('process', str, (c) => c.notNull())
    .addColumn('started_at', int, (c) => c.notNull())
    .addColumn('ended_at', int)
    /** Null until it was made, and restored somewhere else to see that it can be. */
    .addColumn('file', str)
    .addColumn('bytes', int)
    .addColumn('failure', str)
    .addPrimaryKeyConstraint('backup_run_key', ['day', 'try'])
    .execute()
}
