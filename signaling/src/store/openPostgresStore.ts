import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { explainStoreFailure } from './explainStoreFailure.ts'
import { migrations } from './migrations/index.ts'
import { postgresTypes } from './postgresTypes.ts'
import type { Schema } from './schema.ts'
import { migrate, readGeneration, readVersion, refuseNewer } from './schemaVersion.ts'
import { StartupError } from './StartupError.ts'
import type { StoreTarget } from './storeTarget.ts'

export type PostgresStore = {
  readonly dialect: 'postgres'
  readonly label: string
  readonly db: Kysely<Schema>
  readonly raw: null
  /** Whether the schema was made just now. */
  readonly isNew: boolean
  /** Another one after the data were replaced as a whole. */
  readonly generation: string
  close(): Promise<void>
}

export type PostgresOptions = {
  /** PostgreSQL's namespace of our tables. */
  readonly schema?: string
  /** Version to stop the migrations at; the newest unless told. */
  readonly version?: number
  readonly maxConnections?: number
  readonly logger?: Logger
}

/** All tables live in it, so that a restore can put another one in its place. */
export const SCHEMA = 'diem_cau'

/** Debian 12 has 15. */
const OLDEST_SERVER = 15
const MAX_CONNECTIONS = 10
const CONNECT_MS = 5000
/** Nothing that we ask takes as long: something is wrong, and it shall not hold its locks forever. */
const STATEMENT_MS = 60_000
/** "diemcau" as a number: one migration at a time, whoever starts it. */
const MIGRATION_LOCK = 0x6469656d

/**
 * Opens our schema in a database of PostgreSQL, or makes it.
 * @throws StartupError with what to do, when the server cannot be reached or refuses us, is too old, or
 *   holds data of a newer program. Nothing is changed then.
 */
export async function openPostgresStore(
  target: StoreTarget & { dialect: 'postgres' },
  { schema = SCHEMA, version = migrations.length, maxConnections = MAX_CONNECTIONS, logger }: PostgresOptions = {},
): Promise<PostgresStore> {
  const pool = new pg.Pool({
    connectionString: target.url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'diem-cau',
    types: postgresTypes,
  })
  // A connection that broke is replaced at the next use. Unheard, the error would end the process: idle
  // ones tell the pool, those in use only themselves, beside what their query says.
  const broke = (error: Error) => logger?.warn({ err: error, database: target.label }, 'a connection to PostgreSQL broke')
  pool.on('error', broke)
  pool.on('connect', (client) => void client.on('error', broke))
  const bare = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        const settings = sql`select set_config('search_path', ${sql.lit(schema)}, false), set_config('statement_timeout', ${sql.lit(String(STATEMENT_MS))}, false)`
        await connection.executeQuery(settings.compile(bare))
      },
    }),
  })
  const db = bare.$extendTables<Schema>()
  try {
    await checkServer(bare, target.label)
    const isNew = await migrateSchema(bare, schema, version, target.label)
    const generation = await readGeneration(db)
    return { dialect: 'postgres', label: target.label, db, raw: null, isNew, generation, close: () => db.destroy() }
  } catch (error) {
    await db.destroy().catch(() => {})
    throw explainStoreFailure(error, target)
  }
}

async function checkServer(db: Kysely<unknown>, label: string): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int8 as version, current_setting('server_encoding') as encoding`.execute(db)
  const server = Math.floor((rows[0]?.version ?? 0) / 10_000)
  if (server < OLDEST_SERVER) {
    throw new StartupError({
      vi: `${label} là PostgreSQL ${server}; cần từ ${OLDEST_SERVER} trở lên. Hãy nâng cấp máy chủ PostgreSQL.`,
      en: `${label} is PostgreSQL ${server}; at least ${OLDEST_SERVER} is needed. Upgrade the PostgreSQL server.`,
    })
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new StartupError({
      vi: `Cơ sở dữ liệu ${label} không dùng bảng mã UTF8. Hãy tạo lại bằng: createdb --encoding=UTF8 --template=template0.`,
      en: `The database ${label} is not encoded in UTF8. Make it anew with: createdb --encoding=UTF8 --template=template0.`,
    })
  }
}

/** @returns whether the schema was made just now */
async function migrateSchema(db: Kysely<unknown>, schema: string, version: number, label: string): Promise<boolean> {
  const before = await readVersion(db, 'postgres')
  refuseNewer(before, label)
  if (before >= version) return false
  return await db.transaction().execute(async (tx) => {
    // Several servers may start at once: one migrates, the others wait, then find nothing to do.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)}, hashtext(${schema}))`.execute(tx)
    const { rows } = await sql<{ there: boolean }>`select exists (select from pg_namespace where nspname = ${schema}) as there`.execute(tx)
    // "if not exists" asks for the right to make schemas even when it is there.
    if (rows[0]?.there !== true) await tx.schema.createSchema(schema).execute()
    const now = await readVersion(tx, 'postgres')
    refuseNewer(now, label)
    await migrate(tx, 'postgres', version)
    return now === 0
  })
}
