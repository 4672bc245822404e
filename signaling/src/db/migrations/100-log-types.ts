import { type Kysely, sql } from 'kysely'
import { type Dialect, text } from './columns.ts'

/** Columns that took any text before there was a rule (SPEC 1.8), with what names their rows. */
const OPEN_TEXTS = [
  { table: 'meeting_chat', key: 'id', columns: ['text', 'from_name'] },
  { table: 'unit_change', key: 'id', columns: ['decision'] },
  { table: 'paper', key: 'id', columns: ['item_id'] },
] as const

/**
 * The type of each event beside it: what is asked of all logs at once no longer reads their JSON, in which one row may be unreadable.
 * What the chain holds (chainHash) stays as it is. On SQLite, NUL in texts becomes U+FFFD: PostgreSQL never took it, and no move
 * to it would end.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .alterTable('meeting_log')
    .addColumn('type', text(dialect), (c) => c.notNull().defaultTo(''))
    .execute()
  // PostgreSQL refuses to read JSON with NUL or half a letter in it; inside of a JSON text quotes are escaped, so the pattern is the key.
  await (
    dialect === 'postgres'
      ? sql`update meeting_log set type = coalesce(substring(event from '"type":"([A-Za-z]+)"'), '')`
      : sql`update meeting_log set type = case when json_valid(event) then coalesce(event ->> '$.type', '') else '' end`
  ).execute(db)
  await sql`create index meeting_log_ended on meeting_log (meeting_id) where type = 'meetingEnded'`.execute(db)
  if (dialect === 'sqlite') await withoutNul(db)
}

async function withoutNul(db: Kysely<unknown>): Promise<void> {
  for (const { table, key, columns } of OPEN_TEXTS) {
    for (const column of columns) {
      const { rows } = await sql<{ id: string; value: string }>`
        select ${sql.ref(key)} as id, ${sql.ref(column)} as value from ${sql.table(table)} where instr(${sql.ref(column)}, char(0)) > 0`.execute(
        db,
      )
      for (const { id, value } of rows) {
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value.replaceAll('\u0000', '\ufffd')} where ${sql.ref(key)} = ${id}`.execute(
          db,
        )
      }
    }
  }
}
