import { mkdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { AuditLog } from '../audit/AuditLog.ts'
import { folderKeys } from '../auth/folderKeys.ts'
import type { Keys } from '../auth/Keys.ts'
import { refuseSealedKeys, storeKeys } from '../auth/storeKeys.ts'
import { AccountStore } from '../auth/AccountStore.ts'
import { holdData } from '../db/engine/holdData.ts'
import { openStore } from '../db/engine/openStore.ts'
import { StoreWatch } from '../db/engine/StoreWatch.ts'
import type { Schema } from '../db/schema.ts'
import type { Demo } from '../demo/createDemo.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { Closing } from './Parts.ts'
import { prepareDemo } from './prepareDemo.ts'
import type { StartSettings } from './startSettings.ts'

/** The data of the office, which are this server's alone or shared with others that know of each other, and who reads and writes them. */
export type StorePart = {
  readonly db: Kysely<Schema>
  readonly keys: Keys
  readonly audit: AuditLog
  readonly accounts: AccountStore
  readonly units: UnitStore
  readonly schedules: ScheduleStore
  /** Set only when it was made at this start. */
  readonly demo: Demo | null
  /** Tells whoever asks for the same data where this server is. */
  readonly announce: (url: string) => Promise<void>
}

/** @param inTurn while no other server does. @throws StartupError what only a person can mend */
export async function storePart(
  settings: StartSettings,
  closing: Closing,
  inTurn: DirectoryPart['inTurn'] = (_, work) => work(),
): Promise<StorePart> {
  const { dataDir, store: target, logger, clock, redisUrl = null } = settings
  const onReplaced = () => settings.onStoreReplaced?.()
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const hold = await holdData({ dataDir, target, logger, isShared: redisUrl !== null, onLost: onReplaced })
  closing.defer(() => hold.release())
  const store = await openStore(target, logger)
  closing.defer(() => store.close())
  const watch = new StoreWatch(store, onReplaced)
  closing.defer(() => watch.close())
  const { db } = store
  const part = {
    db,
    keys: await openKeys(settings, db),
    audit: new AuditLog(clock),
    accounts: new AccountStore(db),
    units: new UnitStore(db),
    schedules: new ScheduleStore(db),
    announce: (url: string) => hold.listening(url),
  }
  // One of several servers that start at once makes the demonstration.
  return { ...part, demo: await inTurn('prepare', () => prepareDemo(settings, part)) }
}

/** Keys are in the store when there is a secret to seal them with, else in the data folder. */
async function openKeys({ dataDir, masterSecret = null }: StartSettings, db: Kysely<Schema>): Promise<Keys> {
  if (masterSecret !== null) return storeKeys({ db, masterSecret, dataDir })
  await refuseSealedKeys(db)
  return folderKeys(dataDir)
}
