import type { Kysely } from 'kysely'
import { type Dialect, text } from './columns.ts'

/** Adds why a change of a unit could not take effect, and indexes for lists of units and of the audit log. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  /** Code of the error; null = none. A change that failed is not tried again. */
  await db.schema.alterTable('unit_change').addColumn('failure', text(dialect)).execute()
  await db.schema.createIndex('unit_search').on('unit').columns(['search', 'code']).execute()
  await db.schema.createIndex('unit_successor').on('unit').column('successor_code').execute()
  await db.schema.createIndex('unit_name_since').on('unit_name').column('since').execute()
  await db.schema.createIndex('unit_group_owner').on('unit_group').column('owner_unit_code').execute()
  await db.schema.createIndex('meeting_seat_unit').on('meeting_seat').columns(['unit_code', 'meeting_id']).execute()
  await db.schema.createIndex('audit_action').on('audit').columns(['action', 'id']).execute()
  await db.schema.createIndex('audit_actor').on('audit').columns(['actor_id', 'id']).execute()
}
