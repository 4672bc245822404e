import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Mail: whose office sends it, how it is found, and whose calendar answers where. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  /** The host unit: who reads the outbox of a branch sees it. '' = of no meeting. */
  await db.schema
    .alterTable('outbox')
    .addColumn('unit_code', str, (c) => c.notNull().defaultTo(''))
    .execute()
  /** The account that asked for a test mail. */
  await db.schema.alterTable('outbox').addColumn('created_by', str).execute()
  /** Recipient and subject, folded by `foldText`. */
  await db.schema
    .alterTable('outbox')
    .addColumn('search', str, (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema.createIndex('outbox_unit').on('outbox').columns(['unit_code', 'created_at']).execute()
  await createTable(db, dialect, 'reply_address')
    .addColumn('code', str, (c) => c.primaryKey())
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('invitee', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .execute()
}
