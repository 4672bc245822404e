import type { Logger } from 'pino'
import { openPostgresStore, type PostgresStore } from './openPostgresStore.ts'
import { openSqliteStore, type SqliteStore } from './openSqliteStore.ts'
import { type StoreTarget, storeTarget } from './storeTarget.ts'

/** All of the program asks `db`. The rest is for start, stop and the care of the data. */
export type Store = SqliteStore | PostgresStore

/**
 * Opens the database, or makes it, and takes its schema to the version of this program.
 * @param where a target, or the setting itself: path of a file, or postgres://…
 * @throws StartupError with what to do. Nothing is overwritten then.
 */
export function openStore(where: StoreTarget | string, logger?: Logger): Promise<Store> {
  const target = typeof where === 'string' ? storeTarget(where, '.') : where
  return target.dialect === 'sqlite'
    ? openSqliteStore(target.file)
    : openPostgresStore(target, logger ? { logger } : {})
}
