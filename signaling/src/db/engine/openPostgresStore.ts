import { type Kysely, sql } from 'kysely'
import { connectPostgres, type PostgresOptions, SCHEMA } from './connectPostgres.ts'
import { explainStoreFailure } from './explainStoreFailure.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import type { Schema } from '../schema.ts'
import { migrate, readVersion, refuseNewer } from './schemaVersion.ts'
import { StartupError } from './StartupError.ts'
import { readMeta } from './storeMeta.ts'
import type { StoreTarget } from './storeTarget.ts'
import { waitWhileHeld } from './waitWhileHeld.ts'

export type PostgresStore = {
  readonly dialect: 'postgres'
  readonly label: string
  readonly db: Kysely<Schema>
  /** The same, for what knows no tables: migrations, backups. */
  readonly bare: Kysely<unknown>
  readonly raw: null
  /** True if the schema was made just now. */
  readonly isNew: boolean
  /** Another one after the data were replaced as a whole. */
  readonly generation: string
  close(): Promise<void>
}

/** Debian 12 has 15. */
const OLDEST_SERVER = 15
/** "diemcau" as a number: one migration at a time, whoever starts it. */
const MIGRATION_LOCK = 0x6469656d

/**
 * Opens our schema in a database of PostgreSQL, or makes it.
 * @param options version: where the migrations stop; the newest unless told. steps: the migrations of a program of another version
 * @throws StartupError with what to do, when the server cannot be reached or refuses us, is too old, or
 *   holds data of a newer program. Nothing is changed then.
 */
export async function openPostgresStore(
  target: StoreTarget & { dialect: 'postgres' },
  {
    schema = SCHEMA,
    steps = migrations,
    version = steps.length,
    ...options
  }: PostgresOptions & { version?: number; steps?: readonly Migration[] } = {},
): Promise<PostgresStore> {
  const bare = connectPostgres(target, { schema, ...options })
  const db = bare.$extendTables<Schema>()
  try {
    await checkServer(bare, target.label)
    await waitWhileHeld(bare, 'postgres', target.label)
    const isNew = await migrateSchema(bare, schema, target.label, { version, steps })
    const generation = (await readMeta(db, 'postgres'))?.generation ?? ''
    return {
      dialect: 'postgres',
      label: target.label,
      db,
      bare,
      raw: null,
      isNew,
      generation,
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy().catch(() => {})
    throw explainStoreFailure(error, target)
  }
}

async function checkServer(db: Kysely<unknown>, label: string): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int8 as version, current_setting('server_encoding') as encoding`.execute(
    db,
  )
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
async function migrateSchema(
  db: Kysely<unknown>,
  schema: string,
  label: string,
  { version, steps }: { readonly version: number; readonly steps: readonly Migration[] },
): Promise<boolean> {
  const before = await readVersion(db, 'postgres')
  await refuseNewer(db, before, label, steps.length)
  if (before >= version) return false
  return await db.transaction().execute(async (tx) => {
    // Several servers may start at once: one migrates, the others wait, then find nothing to do.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)}, hashtext(${schema}))`.execute(tx)
    const { rows } = await sql<{
      there: boolean
    }>`select exists (select from pg_namespace where nspname = ${schema}) as there`.execute(tx)
    // "if not exists" asks for the right to make schemas even when it is there.
    if (rows[0]?.there !== true) await tx.schema.createSchema(schema).execute()
    const now = await readVersion(tx, 'postgres')
    await refuseNewer(tx, now, label, steps.length)
    await migrate(tx, 'postgres', version, steps)
    return now === 0
  })
}
