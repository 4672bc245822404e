import type { Kysely } from 'kysely'
import { blob, createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Adds tests of rooms: what is known of each now, every test of two years, and stills of cameras, which stay for minutes. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'room_readiness')
    .addColumn('room_id', str, (c) => c.primaryKey().references('account.id'))
    .addColumn('health', str, (c) => c.notNull())
    /** JSON of ReadinessReason[]. */
    .addColumn('reasons', str, (c) => c.notNull())
    .addColumn('since', int)
    .addColumn('tested_at', int)
    /** When all of it was tested, by the room's own order; `watch` tries only what was wrong. */
    .addColumn('whole_at', int)
    /** JSON of KeptStep[]. */
    .addColumn('steps', str, (c) => c.notNull())
    /** JSON of RoomProfile; null: nobody said what it should have. */
    .addColumn('profile', str)
    .addColumn('asked_at', int)
    .addColumn('help_at', int)
    .addColumn('copied_at', int)
    .addColumn('still_asked_at', int)
    .execute()
  await createTable(db, dialect, 'readiness_run', { withoutRowid: true })
    .addColumn('room_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('id', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('trigger', str, (c) => c.notNull())
    .addColumn('meeting_id', str)
    .addColumn('health', str, (c) => c.notNull())
    /** JSON of BoardReason[]. */
    .addColumn('reasons', str, (c) => c.notNull())
    .addColumn('has_figures', flag(), (c) => c.notNull())
    /** JSON of Run; '' once its figures are forgotten. */
    .addColumn('run', str, (c) => c.notNull())
    .addPrimaryKeyConstraint('readiness_run_key', ['room_id', 'id'])
    .execute()
  await db.schema.createIndex('readiness_run_room').on('readiness_run').columns(['room_id', 'at']).execute()
  await db.schema.createIndex('readiness_run_at').on('readiness_run').columns(['at']).execute()
  await db.schema.createIndex('readiness_run_figures').on('readiness_run').columns(['has_figures', 'at']).execute()
  await createTable(db, dialect, 'room_still')
    .addColumn('room_id', str, (c) => c.primaryKey().references('account.id'))
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('jpeg', blob(dialect), (c) => c.notNull())
    .execute()
}
