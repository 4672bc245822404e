import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { createTable, type Dialect, integer, text } from '../migrations/columns.ts'

/** The engine's own table, of one row, beside those of the migrations. */
export const META_TABLE = 'store_meta'

const Held = z.discriminatedUnion('why', [
  /** The data are about to be replaced as a whole: servers let go of them, and wait. */
  z.object({ why: z.literal('restore'), at: z.number() }),
  /** All of it is in another store now; `to` names it without secrets. */
  z.object({ why: z.literal('moved'), at: z.number(), to: z.string() }),
])
export type Held = z.infer<typeof Held>

export type StoreMeta = {
  /** Number of migrations that are done; counts on PostgreSQL, SQLite has PRAGMA user_version. */
  readonly version: number
  /** Another one after the data were replaced as a whole. */
  readonly generation: string
  /** The reason why no server may use the data at the moment; null = they may. */
  readonly held: Held | null
}

/** null for a store of version 1 or none at all. */
export async function readMeta<T>(db: Kysely<T>, dialect: Dialect): Promise<StoreMeta | null> {
  const exists =
    dialect === 'sqlite'
      ? sql<{ n: number }>`select count(*) as n from sqlite_master where name = ${META_TABLE}`
      : sql<{ n: number }>`select (to_regclass(${META_TABLE}) is not null)::int4 as n`
  if ((await exists.execute(db)).rows[0]?.n !== 1) return null
  const { rows } = await sql<{ version: number; generation: string; held: string | null }>`
    select version, generation, held from ${sql.table(META_TABLE)}`.execute(db)
  const [row] = rows
  return row
    ? {
        version: row.version,
        generation: row.generation,
        held: row.held === null ? null : Held.parse(JSON.parse(row.held)),
      }
    : null
}

/** null lets servers use it again. */
export async function writeHeld<T>(db: Kysely<T>, held: Held | null): Promise<void> {
  await sql`update ${sql.table(META_TABLE)} set held = ${held === null ? null : JSON.stringify(held)}`.execute(db)
}

export async function ensureMeta(tx: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(tx, dialect, META_TABLE)
    .ifNotExists()
    .addColumn('only', integer(dialect), (c) => c.primaryKey().notNull())
    .addColumn('version', integer(dialect), (c) => c.notNull())
    .addColumn('generation', text(dialect), (c) => c.notNull())
    .addColumn('held', text(dialect))
    .execute()
  await sql`insert into ${sql.table(META_TABLE)} ("only", version, generation) values (1, 0, ${randomUUID()}) on conflict do nothing`.execute(
    tx,
  )
}
