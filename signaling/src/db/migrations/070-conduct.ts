import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** The chain over a meeting's log, counters of secret votes, chat. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  /** See chainHash; null = written before there was a chain. */
  await db.schema.alterTable('meeting_log').addColumn('hash', str).execute()
  await createTable(db, dialect, 'vote_tally', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('vote_id', str, (c) => c.notNull())
    .addColumn('option_id', str, (c) => c.notNull())
    .addColumn('count', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('vote_tally_key', ['meeting_id', 'vote_id', 'option_id'])
    .execute()
  await createTable(db, dialect, 'meeting_chat')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('from_id', str, (c) => c.notNull())
    .addColumn('from_name', str, (c) => c.notNull())
    .addColumn('recipients', str, (c) => c.notNull())
    .addColumn('text', str, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('meeting_chat_of').on('meeting_chat').columns(['meeting_id', 'at', 'id']).execute()
}
