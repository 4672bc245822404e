import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Papers for a whole series, and papers that go up before their meeting is saved. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await db.schema.alterTable('paper').addColumn('shared_id', str).execute()
  await db.schema.createIndex('paper_shared').on('paper').column('shared_id').execute()
  await createTable(db, dialect, 'staged_paper')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('file_name', str, (c) => c.notNull())
    .addColumn('type', str, (c) => c.notNull())
    .addColumn('bytes', int, (c) => c.notNull())
    .addColumn('sha256', str, (c) => c.notNull())
    .addColumn('uploaded_at', int, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('staged_paper_account').on('staged_paper').column('account_id').execute()
}
