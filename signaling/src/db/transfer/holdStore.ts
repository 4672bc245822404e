import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { connectPostgres } from '../engine/connectPostgres.ts'
import { explainStoreFailure } from '../engine/explainStoreFailure.ts'
import { NodeSqliteDatabase } from '../engine/NodeSqliteDatabase.ts'
import type { Schema } from '../schema.ts'
import { readVersion, refuseNewer } from '../engine/schemaVersion.ts'
import { readMeta, writeHeld } from '../engine/storeMeta.ts'
import { sqliteCode } from '../engine/storeFailure.ts'
import type { StoreTarget } from '../engine/storeTarget.ts'
import { ABANDONED_MS } from '../engine/waitWhileHeld.ts'
import { liveMeetings } from './liveMeetings.ts'
import { TransferError } from './TransferError.ts'

/** Stands between a command that replaces the data and the servers that use them. */
export function holdStore(target: StoreTarget) {
  let held = false
  return {
    /** True if servers were told; not so where there were no data. */
    get held(): boolean {
      return held
    },

    /** @throws TransferError while people meet, unless forced; or while another restore is under way */
    async refuseLive(force: boolean): Promise<void> {
      await withStore(target, async (db) => {
        const meta = await readMeta(db, target.dialect)
        if (meta?.held?.why === 'restore' && Date.now() - meta.held.at < ABANDONED_MS) {
          throw new TransferError('Another restore is under way. Wait until it has ended.')
        }
        const live = force ? [] : await liveMeetings(db, Date.now())
        if (live.length > 0) {
          throw new TransferError(
            `Meetings are under way: ${live.slice(0, 5).join('; ')}${live.length > 5 ? ` and ${live.length - 5} more` : ''}.\n` +
              'Nothing was changed. End them first, or repeat the command with --force: everyone in them is cut off, and what happened since the backup is lost.',
          )
        }
      })
    },

    /** Lets no server write from now on. */
    async begin(): Promise<void> {
      await withStore(target, async (db) => {
        // A program of version 1 looks for none.
        if ((await readMeta(db, target.dialect)) === null) return
        await writeHeld(db, { why: 'restore', at: Date.now() })
        held = true
      })
    },

    async giveBack(): Promise<void> {
      if (held) await withStore(target, (db) => writeHeld(db, null))
    },
  }
}

/** The store as it is, not migrated; nothing is done where there is none, or none that can be read. */
async function withStore(target: StoreTarget, work: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
  if (target.dialect === 'sqlite' && !existsSync(target.file)) return
  const bare =
    target.dialect === 'postgres'
      ? connectPostgres(target, { maxConnections: 1 })
      : new Kysely<unknown>({
          dialect: new SqliteDialect({
            database: new NodeSqliteDatabase(new DatabaseSync(target.file, { timeout: 5000 })),
          }),
        })
  try {
    const version = await readVersion(bare, target.dialect)
    await refuseNewer(bare, version, target.label)
    if (version > 0) await work(bare.$extendTables<Schema>())
  } catch (error) {
    // Damaged: to be put aside, and the reason for the restore.
    const code = sqliteCode(error)
    if (code !== 11 && code !== 26) throw explainStoreFailure(error, target)
  } finally {
    await bare.destroy()
  }
}
