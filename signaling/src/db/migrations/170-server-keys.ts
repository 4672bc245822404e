import type { Kysely } from 'kysely'
import { createTable, type Dialect, text } from './columns.ts'

/** Keys that all servers of an office share. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  await createTable(db, dialect, 'server_key')
    .addColumn('name', str, (c) => c.primaryKey())
    .addColumn('sealed', str, (c) => c.notNull())
    .execute()
}
