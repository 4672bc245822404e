import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { postgresTypes } from './postgresTypes.ts'
import type { StoreTarget } from './storeTarget.ts'

export type PostgresOptions = {
  /** PostgreSQL's namespace of our tables. */
  readonly schema?: string
  readonly maxConnections?: number
  readonly logger?: Logger
}

/** All tables live in it, so that a restore can put another one in its place. */
export const SCHEMA = 'diem_cau'

const MAX_CONNECTIONS = 10
const CONNECT_MS = 5000
/** A statement may take so long. Nothing that we ask needs it: something is wrong then, and it shall not hold its locks forever. */
const STATEMENT_MS = 60_000
/**
 * Settings for many small questions to data that fit into memory: the defaults, made for disks that turn and for reports, read a table of
 * 50,000 rows as a whole rather than 800 of them by an index, and may compile a query for longer than it runs.
 */
const PLANNER = { random_page_cost: '1.1', jit: 'off' }

/** A pool of connections, made at first use, for which our schema is the only one. */
export function connectPostgres(
  target: StoreTarget & { dialect: 'postgres' },
  { schema = SCHEMA, maxConnections = MAX_CONNECTIONS, logger }: PostgresOptions = {},
): Kysely<unknown> {
  const pool = new pg.Pool({
    connectionString: target.url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'diem-cau',
    types: postgresTypes,
  })
  // A connection that broke is replaced at the next use. Unheard, the error would end the process: idle
  // ones tell the pool, those in use only themselves, beside what their query says.
  const broke = (error: Error) =>
    logger?.warn({ err: error, database: target.label }, 'a connection to PostgreSQL broke')
  pool.on('error', broke)
  pool.on('connect', (client) => void client.on('error', broke))
  const db: Kysely<unknown> = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        const settings = { search_path: schema, statement_timeout: String(STATEMENT_MS), ...PLANNER }
        const set = Object.entries(settings).map(
          ([name, value]) => sql`set_config(${sql.lit(name)}, ${sql.lit(value)}, false)`,
        )
        await connection.executeQuery(sql`select ${sql.join(set)}`.compile(db))
      },
    }),
  })
  return db
}
