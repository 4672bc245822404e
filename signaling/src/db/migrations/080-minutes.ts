import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Minutes with their versions and fixed files, and what reports need of each meeting. What was approved the database itself refuses to change. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  const str = text(dialect)
  const bool = flag()
  await createTable(db, dialect, 'minutes')
    .addColumn('meeting_id', str, (c) => c.primaryKey().references('meeting.id'))
    .addColumn('status', str, (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    /** JSON of MinutesContent. */
    .addColumn('content', str, (c) => c.notNull())
    /** The account that approves it: the chair, or the one to whom the chair was handed over. */
    .addColumn('chair_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .addColumn('updated_by', str, (c) => c.references('account.id'))
    .addColumn('updated_name', str, (c) => c.notNull())
    .addColumn('submitted_at', int)
    .addColumn('submitted_name', str)
    .addColumn('returned_at', int)
    .addColumn('returned_name', str)
    .addColumn('remark', str, (c) => c.notNull().defaultTo(''))
    .addColumn('approved_at', int)
    .addColumn('approved_name', str)
    /** The end of the log when it was approved. */
    .addColumn('log_seq', int)
    .addColumn('log_hash', str)
    .execute()
  await db.schema.createIndex('minutes_status').on('minutes').columns(['status', 'updated_at']).execute()
  await db.schema.createIndex('minutes_chair').on('minutes').columns(['chair_id', 'status']).execute()
  await createTable(db, dialect, 'minutes_version', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('minutes.meeting_id'))
    .addColumn('version', int, (c) => c.notNull())
    .addColumn('what', str, (c) => c.notNull())
    .addColumn('content', str, (c) => c.notNull())
    .addColumn('by_id', str)
    .addColumn('by_name', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('remark', str, (c) => c.notNull())
    .addPrimaryKeyConstraint('minutes_version_key', ['meeting_id', 'version'])
    .execute()
  /** The files themselves are where papers are, named by their SHA-256. */
  await createTable(db, dialect, 'minutes_file', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('minutes.meeting_id'))
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('file_name', str, (c) => c.notNull())
    .addColumn('bytes', int, (c) => c.notNull())
    .addColumn('sha256', str, (c) => c.notNull())
    .addColumn('signed_by', str)
    .addPrimaryKeyConstraint('minutes_file_key', ['meeting_id', 'kind'])
    .execute()

  /** A meeting whose facts were taken from its log; `starts_at`: formally, else as planned. */
  await createTable(db, dialect, 'meeting_fact')
    .addColumn('meeting_id', str, (c) => c.primaryKey().references('meeting.id'))
    .addColumn('host_unit_code', str, (c) => c.notNull())
    .addColumn('starts_at', int, (c) => c.notNull())
    .addColumn('length_ms', int, (c) => c.notNull())
    /** The last line of the log that they came from. */
    .addColumn('log_seq', int, (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('meeting_fact_starts')
    .on('meeting_fact')
    .columns(['starts_at', 'host_unit_code', 'length_ms'])
    .execute()
  await createTable(db, dialect, 'unit_fact', { withoutRowid: true })
    .addColumn('unit_code', str, (c) => c.notNull())
    .addColumn('starts_at', int, (c) => c.notNull())
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting_fact.meeting_id'))
    .addColumn('host_unit_code', str, (c) => c.notNull())
    .addColumn('unit_name', str, (c) => c.notNull())
    .addColumn('invited', bool, (c) => c.notNull())
    .addColumn('attended', bool, (c) => c.notNull())
    .addColumn('late', bool, (c) => c.notNull())
    .addColumn('left_early', bool, (c) => c.notNull())
    .addColumn('people', int, (c) => c.notNull())
    .addColumn('speaking_ms', int, (c) => c.notNull())
    .addColumn('speeches', int, (c) => c.notNull())
    .addColumn('votes_cast', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_fact_key', ['unit_code', 'starts_at', 'meeting_id'])
    .execute()
  await db.schema.createIndex('unit_fact_meeting').on('unit_fact').column('meeting_id').execute()
  await db.schema.createIndex('unit_fact_host').on('unit_fact').columns(['host_unit_code', 'starts_at']).execute()

  await protect(db, dialect)
}

async function protect(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'sqlite') {
    for (const change of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger minutes_no_${change} before ${change} on minutes when old.status = 'approved' begin select raise(abort, 'approved minutes are fixed'); end`,
        )
        .execute(db)
      for (const table of ['minutes_version', 'minutes_file']) {
        await sql
          .raw(
            `create trigger ${table}_no_${change} before ${change} on ${table} begin select raise(abort, 'minutes are only added to'); end`,
          )
          .execute(db)
      }
    }
    return
  }
  await sql`create function minutes_fixed() returns trigger language plpgsql as
    $$ begin raise exception 'approved minutes are fixed'; end $$`.execute(db)
  await sql`create trigger minutes_no_change before update or delete on minutes
    for each row when (old.status = 'approved') execute function minutes_fixed()`.execute(db)
  for (const table of ['minutes_version', 'minutes_file']) {
    await sql
      .raw(
        `create trigger ${table}_no_change before update or delete or truncate on ${table} for each statement execute function minutes_fixed()`,
      )
      .execute(db)
  }
}
