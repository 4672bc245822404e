import { stat } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { connectPostgres } from './connectPostgres.ts'
import { explainStoreFailure } from './explainStoreFailure.ts'
import { readVersion, refuseNewer, refuseVersion } from './schemaVersion.ts'
import { META_TABLE } from './storeMeta.ts'
import { migrations } from '../migrations/index.ts'
import type { StoreTarget } from './storeTarget.ts'

/** `damage`: SQLite's words, null when it found none; `isWhole`: false when the file was too large to be read from end to end. */
export type StoreLook =
  | { readonly kind: 'none'; readonly file: string }
  | { readonly kind: 'file'; readonly bytes: number; readonly damage: string | null; readonly isWhole: boolean }
  | { readonly kind: 'server'; readonly version: string; readonly answerMs: number }

/** A larger file would take longer to read than anybody waits. */
const READ_WHOLE_BYTES = 512 * 2 ** 20

/**
 * Looks at a store beside the server that uses it: nothing is written, made or migrated.
 * @throws StartupError with what to do, when it cannot be opened or is of a newer program
 */
export async function lookAtStore(target: StoreTarget): Promise<StoreLook> {
  try {
    return target.dialect === 'sqlite' ? await lookAtFile(target.file) : await lookAtServer(target)
  } catch (error) {
    throw explainStoreFailure(error, target)
  }
}

async function lookAtFile(file: string): Promise<StoreLook> {
  const found = await stat(file).catch(() => null)
  if (found === null) return { kind: 'none', file }
  const isWhole = found.size <= READ_WHOLE_BYTES
  using db = new DatabaseSync(file, { readOnly: true, timeout: 2000 })
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length)
    refuseVersion(
      { version, from: Number(db.prepare(`select compatible_from as "from" from ${META_TABLE}`).get()?.['from']) },
      file,
    )
  const verdict = isWhole ? Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] : 'ok'
  return { kind: 'file', bytes: found.size, damage: verdict === 'ok' ? null : String(verdict), isWhole }
}

async function lookAtServer(target: StoreTarget & { dialect: 'postgres' }): Promise<StoreLook> {
  const db = connectPostgres(target, { maxConnections: 1 })
  try {
    const since = performance.now()
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
    const answerMs = Math.round(performance.now() - since)
    await refuseNewer(db, await readVersion(db, 'postgres'), target.label)
    return { kind: 'server', version: rows[0]?.version ?? '', answerMs }
  } finally {
    await db.destroy()
  }
}
