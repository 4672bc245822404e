import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { migrations } from '../migrations/index.ts'
import type { Schema } from '../schema.ts'
import { liveMeetings } from './liveMeetings.ts'
import { connectPostgres } from '../engine/connectPostgres.ts'
import { explainStoreFailure } from '../engine/explainStoreFailure.ts'
import { NodeSqliteDatabase } from '../engine/NodeSqliteDatabase.ts'
import { compatibleFrom, readVersion, refuseNewer } from '../engine/schemaVersion.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'

/** A store beside this program. */
export type StoreState = {
  readonly label: string
  readonly bytes: number
  /** Migrations that it has behind it, and that this program has. */
  readonly version: number
  readonly known: number
  /** True when a program of the store's present version goes on with it after this one has taken it forward. */
  readonly isReversible: boolean
  /** Titles of the meetings that were opened and have not ended. */
  readonly meetings: readonly string[]
}

/**
 * Reads what taking a store forward would mean, and changes nothing.
 * @returns null when there is no store yet
 * @throws StartupError when it cannot be opened, or is of a newer program
 */
export async function storeState(target: StoreTarget, now = Date.now()): Promise<StoreState | null> {
  if (target.dialect === 'sqlite' && !existsSync(target.file)) return null
  const db: Kysely<Schema> =
    target.dialect === 'sqlite'
      ? new Kysely({
          dialect: new SqliteDialect({
            database: new NodeSqliteDatabase(new DatabaseSync(target.file, { readOnly: true, timeout: 2000 })),
          }),
        })
      : connectPostgres(target, { maxConnections: 1 }).$extendTables<Schema>()
  try {
    const version = await readVersion(db, target.dialect)
    await refuseNewer(db, version, target.label)
    const bytes =
      target.dialect === 'sqlite'
        ? (await stat(target.file)).size
        : Number(
            (await sql<{ n: number }>`select pg_database_size(current_database())::int8 as n`.execute(db)).rows[0]?.n,
          )
    return {
      label: target.label,
      bytes,
      version,
      known: migrations.length,
      isReversible: version >= compatibleFrom(migrations.length),
      meetings: version === 0 ? [] : await liveMeetings(db, now).catch(() => []),
    }
  } catch (error) {
    throw explainStoreFailure(error, target)
  } finally {
    await db.destroy()
  }
}
