import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Dialect } from './columns.ts'

const Table = z.object({
  /** Type by name; with `!` one that a row must be given. */
  columns: z.record(z.string(), z.string()),
  /** Columns of each unique index, foreign keys, checks: what a row must satisfy. */
  constraints: z.array(z.string()),
})

/** What a program meets that knows the tables by name: columns, and what is demanded of their rows. */
export const SchemaPicture = z.record(z.string(), Table)
export type SchemaPicture = z.infer<typeof SchemaPicture>

type Column = { table: string; column: string; type: string; required: number }
type Demand = { table: string; demand: string }

/** Reads the picture from the database itself. */
export async function readPicture(db: Kysely<unknown>, dialect: Dialect): Promise<SchemaPicture> {
  const [columns, demands] = dialect === 'sqlite' ? sqlite : postgres
  const picture: Record<string, { columns: Record<string, string>; constraints: string[] }> = {}
  for (const { table, column, type, required } of (await columns.execute(db)).rows) {
    picture[table] ??= { columns: {}, constraints: [] }
    picture[table].columns[column] = `${type.toLowerCase()}${required ? '!' : ''}`
  }
  for (const { table, demand } of (await demands.execute(db)).rows) picture[table]?.constraints.push(demand)
  for (const { constraints } of Object.values(picture)) constraints.sort()
  return picture
}

/** Says what a program that knows `before` would run into; empty: it can go on. */
export function narrowings(before: SchemaPicture, after: SchemaPicture): string[] {
  return Object.entries(before).flatMap(([name, table]) => {
    const now = after[name]
    if (!now) return [`${name} is gone`]
    const gone = Object.entries(table.columns).flatMap(([column, type]) => {
      const is = now.columns[column]
      // A column that may be left out now was demanded before: rows that lack it are new to who reads them.
      return is === type ? [] : [`${name}.${column} was ${type} and is ${is ?? 'gone'}`]
    })
    const demanded = Object.entries(now.columns).flatMap(([column, type]) =>
      column in table.columns || !type.endsWith('!') ? [] : [`${name}.${column} is new and must be given`],
    )
    const stricter = now.constraints.filter((one) => !table.constraints.includes(one))
    return [...gone, ...demanded, ...stricter.map((one) => `${name} demands: ${one}`)]
  })
}

const sqlite = [
  sql<Column>`
    select t.name as "table", c.name as "column", c.type as "type",
      (c."notnull" = 1 and c.dflt_value is null and c.hidden = 0) as required
    from sqlite_master as t join pragma_table_xinfo(t.name) as c
    where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'`,
  // Checks have no catalog: the text of the table is compared from its first one on.
  sql<Demand>`
    select t.name as "table", 'unique ' || (select group_concat(coalesce(i.name, '()'), ',') from pragma_index_info(l.name) as i) as demand
      from sqlite_master as t join pragma_index_list(t.name) as l where t.type = 'table' and l."unique" = 1
    union all
    select t.name, 'refers ' || f."from" || ' to ' || f."table" from sqlite_master as t join pragma_foreign_key_list(t.name) as f where t.type = 'table'
    union all
    select t.name, 'checks ' || ((length(lower(t.sql)) - length(replace(lower(t.sql), 'check', ''))) / 5)
      from sqlite_master as t where t.type = 'table' and lower(t.sql) like '%check%'
    union all
    select tbl_name, 'trigger ' || name from sqlite_master where type = 'trigger'`,
] as const

const postgres = [
  sql<Column>`
    select table_name as "table", column_name as "column", data_type as "type",
      (is_nullable = 'NO' and column_default is null and is_generated = 'NEVER' and is_identity = 'NO')::int4 as required
    from information_schema.columns where table_schema = current_schema()`,
  sql<Demand>`
    select c.relname as "table", 'unique ' || coalesce((select string_agg(a.attname, ',' order by k.n) from unnest(i.indkey::int2[]) with ordinality as k(att, n)
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.att), '') as demand
      from pg_index i join pg_class c on c.oid = i.indrelid
      where i.indisunique and c.relnamespace = current_schema()::regnamespace
    union all
    select c.relname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.contype in ('c', 'f') and c.relnamespace = current_schema()::regnamespace
    union all
    select c.relname, 'trigger ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace`,
] as const
