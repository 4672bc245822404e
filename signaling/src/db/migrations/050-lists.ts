import type { Kysely } from 'kysely'

/** Indexes that lists need with 50,000 mails; tests/load/benchApi.ts measures them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Pages of mails are in this order; with the time alone each page was sorted anew.
  await db.schema.dropIndex('outbox_created').execute()
  await db.schema.createIndex('outbox_created').on('outbox').columns(['created_at', 'id']).execute()
  await db.schema.createIndex('outbox_state').on('outbox').columns(['state', 'created_at', 'id']).execute()
}
