import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { type Office, startOffice, startProcess } from './startOffice.ts'
import type { TestRedis } from './startRedis.ts'
import { migratedTarget, temporaryFolder } from './temporaryStore.ts'

export type Processes = {
  readonly one: Office
  readonly two: Office
  /** Options with which a further process is started. */
  readonly options: Partial<SignalingOptions>
}

/**
 * Two signaling processes (here in one of Node's) on one PostgreSQL, one Redis and one folder, or one each; the office of `startOffice`.
 * @param redis one for the whole file: who has just started makes everybody wait for those that may have been there before
 */
export async function startProcesses(
  redis: TestRedis,
  changes: Partial<SignalingOptions> = {},
  folders: 'together' | 'apart' = 'together',
): Promise<Processes> {
  const options = {
    store: await migratedTarget('postgres'),
    redisUrl: redis.newDatabase(),
    dataDir: await temporaryFolder(),
    ...changes,
  }
  const one = await startOffice(options)
  const dataDir = folders === 'apart' ? await temporaryFolder() : options.dataDir
  return { one, two: await startProcess({ ...options, dataDir }), options }
}
