import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'
import { META_TABLE } from '../engine/storeMeta.ts'

/** A table as the database itself describes it, so that no list can be forgotten. */
export type Table = {
  readonly name: string
  /** Names of the columns, without those that the database computes. */
  readonly columns: readonly string[]
  /** Primary key: rows are carried in its order, the same on both stores. */
  readonly key: readonly string[]
}

type Column = { table: string; column: string; key: number }

/** All tables with data, by name; without the engine's own. */
export async function describeTables(db: Kysely<unknown>, dialect: Dialect): Promise<Table[]> {
  const { rows } = dialect === 'sqlite' ? await sqliteColumns.execute(db) : await postgresColumns.execute(db)
  const names = [...new Set(rows.map(({ table }) => table))].filter((name) => name !== META_TABLE).toSorted(byBytes)
  return names.map((name) => {
    const own = rows.filter(({ table }) => table === name)
    const key = own.filter((column) => column.key > 0).toSorted((a, b) => a.key - b.key)
    if (key.length === 0) throw new Error(`table ${name} has no primary key, so its rows have no order`)
    return { name, columns: own.map(({ column }) => column).toSorted(byBytes), key: key.map(({ column }) => column) }
  })
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : 1)

const sqliteColumns = sql<Column>`
  select t.name as "table", c.name as "column", c.pk as "key"
  from sqlite_master as t join pragma_table_xinfo(t.name) as c
  where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' and c.hidden = 0`

const postgresColumns = sql<Column>`
  select c.relname as "table", a.attname as "column", coalesce(array_position(i.indkey::int2[], a.attnum), -1)::int4 + 1 as "key"
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`
