import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { SCHEMA } from './connectPostgres.ts'
import type { Hold, Holder } from './Hold.ts'
import { HELD_WAIT_MS, heldByOther } from './heldByOther.ts'
import type { StoreTarget } from './storeTarget.ts'

/** "diem" + 1: beside the lock of the migrations. */
export const SERVER_LOCK = 0x6469656e
const LOOK_MS = 100
const AGAIN_MS = 2000
const CONNECT_MS = 5000
/** A machine that lost its power is noticed by PostgreSQL after 25 s, not after the two hours of its default. */
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

type Options = {
  readonly target: StoreTarget & { dialect: 'postgres' }
  readonly logger: Logger
  /** Another server took the data while PostgreSQL was away. */
  readonly onLost: () => void
  readonly schema?: string
  /** True shares the data with other servers that hold them so, and with no other. */
  readonly isShared?: boolean
}

/**
 * Holds a database for the life of this process: an advisory lock of a connection of its own, which PostgreSQL frees when
 * the connection is gone. Taken again after PostgreSQL was away.
 * @throws StartupError when another server holds it, or pg's error when it cannot be asked
 */
export async function holdPostgres(options: Options): Promise<Hold> {
  let address: string | null = null
  let released = false
  let client = await locked(options).catch((error: unknown) => {
    throw error instanceof HeldError ? heldByOther(options.target.label, error.holder) : error
  })

  const watch = () => {
    client.once('end', () => void takeAgain())
    client.on('error', (error) => options.logger.warn({ err: error }, 'the connection that holds the database broke'))
  }
  const takeAgain = async () => {
    for (;;) {
      await wait(AGAIN_MS, undefined, { ref: false })
      if (released) return
      const next = await locked(options).catch((error: unknown) =>
        error instanceof HeldError ? ('held' as const) : null,
      )
      if (next === null) continue
      if (next === 'held') {
        options.logger.fatal('another server took the database while it was away')
        return options.onLost()
      }
      client = next
      watch()
      if (address !== null) await tell(client, address).catch(() => undefined)
      return
    }
  }
  watch()
  return {
    listening: async (at) => {
      address = at
      await tell(client, at)
    },
    release: async () => {
      released = true
      await client.end().catch(() => undefined)
    },
  }
}

/** Another server has the lock. */
class HeldError extends Error {
  readonly holder: Holder | null

  constructor(holder: Holder | null) {
    super('held by another server')
    this.holder = holder
  }
}

/** A connection with the lock. */
async function locked({ target, schema = SCHEMA, isShared = false }: Options): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: target.url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: nameOf(null),
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(KEEPALIVE)
    const until = Date.now() + HELD_WAIT_MS
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>(
        `select pg_try_advisory_lock${isShared ? '_shared' : ''}($1::int4, hashtext($2)) as got`,
        [SERVER_LOCK, schema],
      )
      if (rows[0]?.got === true) return client
      if (Date.now() > until) throw new HeldError(await holder(client, schema))
      await wait(LOOK_MS)
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

function tell(client: pg.Client, address: string): Promise<unknown> {
  return client.query("select set_config('application_name', $1, false)", [nameOf(address)])
}

/** Name by which others see it in pg_stat_activity, which keeps 63 characters. */
function nameOf(address: string | null): string {
  return `diem-cau ${process.pid} ${hostname().slice(0, 20)} ${address ?? '-'}`
}

async function holder(client: pg.Client, schema: string): Promise<Holder | null> {
  const { rows } = await client.query<{ name: string; since: string }>(
    `select a.application_name as name, (extract(epoch from a.backend_start) * 1000)::int8::text as since
     from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
       and l.classid::int8 = $1 and l.objid::int8 = (hashtext($2)::int8 & 4294967295)`,
    [SERVER_LOCK, schema],
  )
  const [row] = rows
  const [, pid, host, address] = /^diem-cau (\d+) (\S+) (\S+)/.exec(row?.name ?? '') ?? []
  if (!row || pid === undefined || host === undefined || address === undefined) return null
  return { pid: Number(pid), host, since: Number(row.since), address: address === '-' ? null : address }
}
