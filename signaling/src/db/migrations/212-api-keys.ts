import type { Kysely } from 'kysely'
import { createTable, type Dialect, integer, text } from './columns.ts'

/** Adds keys of programs; what each may is its account's roles, and its scopes. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const str = text(dialect)
  const int = integer(dialect)
  await createTable(db, dialect, 'api_key')
    .addColumn('id', str, (c) => c.primaryKey())
    .addColumn('account_id', str, (c) => c.notNull().references('account.id'))
    .addColumn('prefix', str, (c) => c.notNull())
    /** SHA-256 of the key, base64url. */
    .addColumn('hash', str, (c) => c.notNull().unique())
    /** JSON of KeyScope[]. */
    .addColumn('scopes', str, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('created_by', str, (c) => c.notNull())
    .addColumn('expires_at', int, (c) => c.notNull())
    .addColumn('last_used_at', int)
    .addColumn('last_ip', str, (c) => c.notNull())
    .addColumn('revoked_at', int)
    .execute()
  await db.schema.createIndex('api_key_account').on('api_key').column('account_id').execute()
}
