import { type Kysely, sql } from 'kysely'
import { createTable, type Dialect, flag, integer, text } from './columns.ts'

/** Units, accounts, meetings with their seats and logs, refresh tokens. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = integer(dialect)
  const string = text(dialect)

  await createTable(db, dialect, 'unit')
    .addColumn('code', string, (c) => c.primaryKey().notNull())
    .addColumn('parent_code', string, (c) => c.references('unit.code'))
    .addColumn('kind', string, (c) => c.notNull())
    .addColumn('name', string, (c) => c.notNull())
    .execute()

  await createTable(db, dialect, 'account')
    .addColumn('id', string, (c) => c.primaryKey().notNull())
    // Logins are in lower case, and differ in more than that.
    .addColumn('login', string, (c) => c.notNull().unique())
    .addColumn('name', string, (c) => c.notNull())
    .addColumn('unit_code', string, (c) => c.notNull().references('unit.code'))
    .addColumn('password_hash', string, (c) => c.notNull())
    .addColumn('disabled', flag(), (c) => c.notNull().defaultTo(0))
    .addColumn('created_at', int, (c) => c.notNull())
    .execute()

  await createTable(db, dialect, 'meeting')
    .addColumn('id', string, (c) => c.primaryKey().notNull())
    .addColumn('title', string, (c) => c.notNull())
    .addColumn('host_unit_code', string, (c) => c.notNull().references('unit.code'))
    .addColumn('host_unit_name', string, (c) => c.notNull())
    .addColumn('chair_account_id', string, (c) => c.notNull().references('account.id'))
    .addColumn('starts_at', int, (c) => c.notNull())
    .addColumn('ends_at', int, (c) => c.notNull().check(sql`ends_at > starts_at`))
    .addColumn('phase', string, (c) => c.notNull())
    .addColumn('demo', flag(), (c) => c.notNull().defaultTo(0))
    .execute()

  await createTable(db, dialect, 'meeting_seat', { withoutRowid: true })
    .addColumn('meeting_id', string, (c) => c.notNull().references('meeting.id'))
    .addColumn('account_id', string, (c) => c.notNull().references('account.id'))
    .addColumn('seat', string, (c) => c.notNull())
    .addColumn('unit_code', string, (c) => c.notNull().references('unit.code'))
    .addColumn('unit_name', string, (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_seat_key', ['meeting_id', 'account_id'])
    .execute()
  await db.schema.createIndex('meeting_seat_account').on('meeting_seat').column('account_id').execute()

  await createTable(db, dialect, 'meeting_log', { withoutRowid: true })
    .addColumn('meeting_id', string, (c) => c.notNull().references('meeting.id'))
    .addColumn('seq', int, (c) => c.notNull().check(sql`seq >= 1`))
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('actor', string)
    .addColumn('request_id', string)
    .addColumn('event', string, (c) => c.notNull())
    // Two writers of one meeting collide here (SPEC 2.5).
    .addPrimaryKeyConstraint('meeting_log_key', ['meeting_id', 'seq'])
    .execute()

  await createTable(db, dialect, 'refresh_token')
    .addColumn('hash', string, (c) => c.primaryKey().notNull())
    .addColumn('family', string, (c) => c.notNull())
    .addColumn('account_id', string, (c) => c.notNull().references('account.id'))
    .addColumn('expires_at', int, (c) => c.notNull())
    .addColumn('used_at', int)
    .addColumn('revoked_at', int)
    .execute()
  await db.schema.createIndex('refresh_token_family').on('refresh_token').column('family').execute()
  await db.schema.createIndex('refresh_token_expiry').on('refresh_token').column('expires_at').execute()
}
