import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Adds rules of alerts as an office changed them, alerts with their places, and who was told. An item of the inbox need not be about a meeting any more. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'alert_rule')
    .addColumn('id', str, (c) => c.primaryKey())
    /** JSON of AlertRuleInput. */
    .addColumn('settings', str, (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute()
  await createTable(db, dialect, 'alert')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('rule_id', str, (c) => c.notNull())
    .addColumn('rule_name', str, (c) => c.notNull())
    .addColumn('code', str, (c) => c.notNull())
    .addColumn('raised_at', int, (c) => c.notNull())
    /** What came within the first minute is together by then. */
    .addColumn('gathered_at', int, (c) => c.notNull())
    .addColumn('by_webhook', flag(), (c) => c.notNull())
    .addColumn('tell_at', int)
    .addColumn('told_at', int)
    .addColumn('cleared_at', int)
    .addColumn('version', int, (c) => c.notNull())
    .execute()
  // Two processes that both believe to watch cannot both raise it.
  await sql`create unique index alert_open on alert (rule_id, code) where cleared_at is null`.execute(db)
  await db.schema.createIndex('alert_raised').on('alert').column('raised_at').execute()
  await db.schema.createIndex('alert_gathered').on('alert').column('gathered_at').execute()
  await db.schema.createIndex('alert_cleared').on('alert').column('cleared_at').execute()
  await createTable(db, dialect, 'alert_resource', { withoutRowid: true })
    .addColumn('alert_id', str, (c) => c.notNull().references('alert.id'))
    .addColumn('resource', str, (c) => c.notNull())
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('unit_code', str)
    .addColumn('health', str, (c) => c.notNull())
    .addColumn('since', int, (c) => c.notNull())
    .addColumn('added_at', int, (c) => c.notNull())
    .addColumn('told_at', int)
    .addColumn('acknowledged_at', int)
    .addColumn('acknowledged_by', str, (c) => c.notNull())
    .addColumn('escalated_at', int)
    .addColumn('well_since', int)
    .addColumn('cleared_at', int)
    .addPrimaryKeyConstraint('alert_resource_key', ['alert_id', 'resource'])
    .execute()
  await createTable(db, dialect, 'alert_told')
    .addColumn('id', int, (c) =>
      dialect === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('alert_id', str, (c) => c.notNull().references('alert.id'))
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('why', str, (c) => c.notNull())
    .addColumn('way', str, (c) => c.notNull())
    .addColumn('account_id', str, (c) => c.notNull())
    .addColumn('name', str, (c) => c.notNull())
    .addColumn('resources', int, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('alert_told_alert').on('alert_told').column('alert_id').execute()
  await freeInbox(db, dialect)
}

/** SQLite cannot take `not null` away: the table is made anew. */
async function freeInbox(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') {
    await sql`alter table inbox alter column meeting_id drop not null`.execute(db)
    return
  }
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'inbox_next')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('kind', str, (c) => c.notNull())
    /** Null: it is about no meeting. */
    .addColumn('meeting_id', str, (c) => c.references('meeting.id'))
    .addColumn('facts', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('read_at', int)
    .execute()
  await sql`insert into inbox_next (id, account_id, kind, meeting_id, facts, at, read_at)
    select id, account_id, kind, meeting_id, facts, at, read_at from inbox`.execute(db)
  await db.schema.dropTable('inbox').execute()
  await db.schema.alterTable('inbox_next').renameTo('inbox').execute()
  await db.schema.createIndex('inbox_account').on('inbox').columns(['account_id', 'at']).execute()
  await db.schema.createIndex('inbox_unread').on('inbox').columns(['account_id', 'read_at']).execute()
  await db.schema.createIndex('inbox_meeting').on('inbox').columns(['meeting_id', 'kind']).execute()
  await db.schema.createIndex('inbox_at').on('inbox').column('at').execute()
}
