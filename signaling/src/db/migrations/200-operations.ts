import type { Kysely } from 'kysely'
import { blob, createTable, type Dialect, integer, text } from './columns.ts'

/**
 * Adds what is measured, as it comes (`metric_batch`) and over longer times (`metric_chunk`), and what happened. None of it refers to
 * meetings or units, which may go while their figures stay.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  const bytes = blob(dialect)
  await createTable(db, dialect, 'metric_resource')
    .addColumn('id', int, (c) =>
      dialect === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity(),
    )
    /** ResourceId of the contract; of a meeting `meeting:<id>`. */
    .addColumn('key', str, (c) => c.notNull().unique())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('name', str, (c) => c.notNull())
    /** Name and title, folded by `foldText`. */
    .addColumn('search', str, (c) => c.notNull())
    .addColumn('unit_code', str)
    .addColumn('meeting_id', str)
    .addColumn('participant_id', str)
    /** JSON of ResourceFacts. */
    .addColumn('facts', str, (c) => c.notNull())
    .addColumn('first_at', int, (c) => c.notNull())
    .addColumn('last_at', int, (c) => c.notNull())
    .addColumn('changed_at', int, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('metric_resource_last').on('metric_resource').column('last_at').execute()
  await db.schema.createIndex('metric_resource_changed').on('metric_resource').column('changed_at').execute()
  await db.schema.createIndex('metric_resource_meeting').on('metric_resource').column('meeting_id').execute()
  await db.schema.createIndex('metric_resource_unit').on('metric_resource').columns(['unit_code', 'last_at']).execute()
  await createTable(db, dialect, 'metric_batch')
    .addColumn('process', str, (c) => c.notNull())
    /** Seconds since the epoch. */
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('data', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('metric_batch_key', ['process', 'at'])
    .execute()
  await db.schema.createIndex('metric_batch_at').on('metric_batch').column('at').execute()
  await createTable(db, dialect, 'metric_chunk')
    .addColumn('resource_id', int, (c) => c.notNull())
    /** Of one point. */
    .addColumn('seconds', int, (c) => c.notNull())
    /** Seconds since the epoch, of the first point. */
    .addColumn('start', int, (c) => c.notNull())
    .addColumn('data', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('metric_chunk_key', ['resource_id', 'seconds', 'start'])
    .execute()
  await db.schema.createIndex('metric_chunk_start').on('metric_chunk').columns(['seconds', 'start']).execute()
  /** Chunks of points of so many seconds are whole until then, in seconds since the epoch. */
  await createTable(db, dialect, 'metric_mark')
    .addColumn('seconds', int, (c) => c.notNull().primaryKey())
    .addColumn('whole_until', int, (c) => c.notNull())
    .execute()
  await createTable(db, dialect, 'operation_event')
    .addColumn('id', int, (c) =>
      dialect === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('resource', str)
    .addColumn('meeting_id', str)
    .addColumn('unit_code', str)
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('detail', str, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('operation_event_at').on('operation_event').column('at').execute()
  await db.schema.createIndex('operation_event_resource').on('operation_event').columns(['resource', 'at']).execute()
  await db.schema.createIndex('operation_event_meeting').on('operation_event').columns(['meeting_id', 'at']).execute()
  await db.schema.createIndex('operation_event_unit').on('operation_event').columns(['unit_code', 'at']).execute()
}
