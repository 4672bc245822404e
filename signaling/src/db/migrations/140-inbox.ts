import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Adds what people are told in the program itself, and what a meeting was before it was changed. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'inbox')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('kind', str, (c) => c.notNull())
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    /** JSON of InboxFacts: the meeting as it was when this was written. */
    .addColumn('facts', str, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('read_at', int)
    .execute()
  await db.schema.createIndex('inbox_account').on('inbox').columns(['account_id', 'at']).execute()
  /** The number of unread items is asked again and again. */
  await db.schema.createIndex('inbox_unread').on('inbox').columns(['account_id', 'read_at']).execute()
  await db.schema.createIndex('inbox_meeting').on('inbox').columns(['meeting_id', 'kind']).execute()
  await db.schema.createIndex('inbox_at').on('inbox').column('at').execute()
  /** Keeps for each invited what they knew, and had answered, before the change that they have not answered yet. */
  await createTable(db, dialect, 'invitation_before', { withoutRowid: true })
    .addColumn('meeting_id', str, (c) => c.notNull().references('meeting.id'))
    /** "u:<unit>" or "a:<account>", as in meeting_answer. */
    .addColumn('invitee', str, (c) => c.notNull())
    .addColumn('starts_at', int, (c) => c.notNull())
    .addColumn('ends_at', int, (c) => c.notNull())
    .addColumn('place', str, (c) => c.notNull())
    /** JSON of GivenAnswer; null: none had been given. */
    .addColumn('answer', str)
    .addColumn('changed_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('invitation_before_key', ['meeting_id', 'invitee'])
    .execute()
}
