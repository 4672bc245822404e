import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'
import { describeTables, type Table } from './describeTables.ts'
import type { Row } from './Snapshot.ts'

/** Rows × columns of one statement; SQLite allows 32,766 parameters. */
const MAX_PARAMETERS = 8000

export type TableSource = (table: Table) => AsyncIterable<{ columns: readonly string[]; rows: readonly Row[] }>

/**
 * Fills a schema that was made just now, in the transaction that is given. Tables refer to each other in
 * circles: on SQLite the caller has switched foreign keys off and checks them afterwards; on PostgreSQL
 * they are taken away and added again, which checks them.
 */
export async function fillTables(tx: Kysely<unknown>, dialect: Dialect, source: TableSource): Promise<void> {
  const constraints = dialect === 'postgres' ? await takeForeignKeys(tx) : []
  for (const table of await describeTables(tx, dialect)) {
    // Rows that a migration has put in are in the data that come, too.
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table.name)}`.execute(tx)
    if (rows[0]?.n !== 0) await sql`delete from ${sql.table(table.name)}`.execute(tx)
    for await (const batch of source(table)) await insert(tx, dialect, table, batch)
    if (dialect === 'postgres') await continueNumbers(tx, table)
  }
  for (const { table, name, definition } of constraints) {
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(tx)
  }
}

async function insert(
  tx: Kysely<unknown>,
  dialect: Dialect,
  table: Table,
  { columns, rows }: { columns: readonly string[]; rows: readonly Row[] },
): Promise<void> {
  const unknown = columns.filter((column) => !table.columns.includes(column))
  if (unknown.length > 0) throw new Error(`table ${table.name} has no column ${unknown.join(', ')}`)
  const size = Math.max(1, Math.floor(MAX_PARAMETERS / columns.length))
  // Numbers that PostgreSQL gives to rows by itself are taken as they are.
  const overriding = dialect === 'postgres' ? sql`overriding system value` : sql``
  for (let from = 0; from < rows.length; from += size) {
    const values = rows.slice(from, from + size).map((row) => sql`(${sql.join(row)})`)
    await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column)))}) ${overriding} values ${sql.join(values)}`.execute(
      tx,
    )
  }
}

type ForeignKey = { table: string; name: string; definition: string }

async function takeForeignKeys(tx: Kysely<unknown>): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select t.relname as "table", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where c.contype = 'f' and c.connamespace = current_schema()::regnamespace`.execute(tx)
  for (const { table, name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(tx)
  return rows
}

/** The next row that is numbered by PostgreSQL comes after those that are there. */
async function continueNumbers(tx: Kysely<unknown>, table: Table): Promise<void> {
  for (const column of table.key) {
    const { rows } = await sql<{
      sequence: string | null
    }>`select pg_get_serial_sequence(${`"${table.name}"`}, ${column}) as sequence`.execute(tx)
    const sequence = rows[0]?.sequence ?? null
    if (sequence === null) continue
    await sql`select setval(${sequence}, (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(table.name)}), false)`.execute(
      tx,
    )
  }
}
