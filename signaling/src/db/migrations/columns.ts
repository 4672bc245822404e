import { type CreateTableBuilder, type Expression, type Kysely, sql } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** A type as `addColumn` takes it. */
type ColumnType = 'integer' | 'bigint' | 'text' | 'blob' | 'bytea' | Expression<unknown>

/** Whole numbers of up to 2^53: times in milliseconds, sizes, counters. */
export function integer(dialect: Dialect): 'integer' | 'bigint' {
  return dialect === 'sqlite' ? 'integer' : 'bigint'
}

/** 0 or 1: the smallest that both have, and both give back as a number. */
export function flag(): 'integer' {
  return 'integer'
}

/** Text that sorts and compares by its bytes on both, whatever the locale of the database server. */
export function text(dialect: Dialect): ColumnType {
  return dialect === 'sqlite' ? 'text' : sql`text collate "C"`
}

/** Bytes. */
export function blob(dialect: Dialect): 'blob' | 'bytea' {
  return dialect === 'sqlite' ? 'blob' : 'bytea'
}

/** SQLite then refuses what does not fit a column's type, as PostgreSQL always does. */
function strict<T extends string, C extends string>(
  builder: CreateTableBuilder<T, C>,
  dialect: Dialect,
  { withoutRowid = false }: { withoutRowid?: boolean } = {},
): CreateTableBuilder<T, C> {
  if (dialect !== 'sqlite') return builder
  return builder.modifyEnd(withoutRowid ? sql`strict, without rowid` : sql`strict`)
}

/**
 * `db.schema.createTable(name)`, strict.
 * @param options withoutRowid: SQLite keeps the rows in the order of the primary key itself; for tables whose key is not one number
 */
export function createTable<T extends string>(
  db: Kysely<unknown>,
  dialect: Dialect,
  name: T,
  options?: { withoutRowid?: boolean },
): CreateTableBuilder<T> {
  return strict(db.schema.createTable(name), dialect, options)
}
