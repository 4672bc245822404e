import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Adds webhooks, what is told to them, and each delivery. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'webhook')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('url', str, (c) => c.notNull())
    .addColumn('unit_code', str, (c) => c.notNull().references('unit.code'))
    /** JSON of WebhookEvent[]. */
    .addColumn('events', str, (c) => c.notNull())
    .addColumn('enabled', flag(), (c) => c.notNull())
    .addColumn('sealed_secret', str, (c) => c.notNull())
    /** The secret before, which signs too until `old_until`. */
    .addColumn('sealed_old', str)
    .addColumn('old_until', int)
    /** Every try has failed since then. */
    .addColumn('failing_since', int)
    .addColumn('switched_off_at', int)
    .addColumn('last_delivered_at', int)
    .addColumn('created_at', int, (c) => c.notNull())
    /** Events of that moment and later are told. */
    .addColumn('tells_from', int, (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    .execute()
  await createTable(db, dialect, 'webhook_event')
    .addColumn('id', str, (c) => c.primaryKey())
    /** The row that it is read from: it is told once, however often that is read. */
    .addColumn('source', str, (c) => c.notNull().unique())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    /** JSON of WebhookMessage, as it is sent. */
    .addColumn('body', str, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('webhook_event_at').on('webhook_event').column('at').execute()
  await createTable(db, dialect, 'webhook_delivery')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('webhook_id', str, (c) => c.notNull().references('webhook.id'))
    .addColumn('event_id', str, (c) => c.notNull().references('webhook_event.id'))
    .addColumn('state', str, (c) => c.notNull())
    .addColumn('tries', int, (c) => c.notNull())
    .addColumn('next_try_at', int)
    .addColumn('status', int)
    .addColumn('error', str, (c) => c.notNull())
    .addColumn('answer', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('done_at', int)
    .addColumn('is_replay', flag(), (c) => c.notNull())
    .execute()
  await db.schema.createIndex('webhook_delivery_due').on('webhook_delivery').columns(['state', 'next_try_at']).execute()
  await db.schema
    .createIndex('webhook_delivery_list')
    .on('webhook_delivery')
    .columns(['webhook_id', 'created_at'])
    .execute()
  await db.schema.createIndex('webhook_delivery_event').on('webhook_delivery').column('event_id').execute()
  /** How far each kind of source was read: the highest id, or milliseconds. */
  await createTable(db, dialect, 'webhook_mark')
    .addColumn('source', str, (c) => c.primaryKey())
    .addColumn('position', int, (c) => c.notNull())
    .execute()
  // Read every few seconds: beginnings and ends of meetings among all that was logged.
  await sql`create index meeting_log_phases on meeting_log (at) where type in ('meetingOpened', 'meetingStarted', 'meetingEnded')`.execute(
    db,
  )
}
