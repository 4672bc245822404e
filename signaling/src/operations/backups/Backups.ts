import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { DAY_MS } from '@diem-cau/signaling-contract'
import type { StoreTarget } from '../../db/engine/storeTarget.ts'
import type { Probe } from '../servers/Probe.ts'
import type { BackupRunStore } from './BackupRunStore.ts'
import type { BackupJob, BackupOutcome } from './checkedBackup.ts'
import { nextBackup } from './nextBackup.ts'

export type BackupSettings = {
  readonly folder: string
  /** "02:00" in Vietnam. */
  readonly at: string
  readonly keepDays: number
}

export type BackupsOptions = {
  readonly settings: BackupSettings
  readonly target: StoreTarget
  readonly dataDir: string
  readonly processId: string
  readonly store: BackupRunStore
  /** True while this process is the one of all that looks after servers. */
  readonly isKeeper: () => boolean
  /** People are in meetings. */
  readonly isBusy: () => boolean
  readonly clock: () => number
  readonly logger: Logger
  /** In a thread of its own unless told. */
  readonly make?: (job: BackupJob) => Promise<BackupOutcome>
}

const LOOK_MS = 60_000
/** As many runs as `nextBackup` may have to look at: those of two days. */
const RUNS = 16
const FORGET_MS = 730 * DAY_MS

/** Makes a backup each night, in one process of all, and knows how old the last good one is. */
export class Backups {
  readonly #options: BackupsOptions
  readonly #since: number
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null

  constructor(options: BackupsOptions) {
    this.#options = options
    this.#since = options.clock()
  }

  begin(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  /** Begins the backup that is due, if one is. Never fails. */
  look(): Promise<void> {
    this.#running ??= this.#look()
      .catch((error: unknown) => this.#options.logger.warn({ err: error }, 'whether a backup is due is not known'))
      .finally(() => (this.#running = null))
    return this.#running
  }

  /** What is under way is broken off: its folder has whole backups alone, and it is tried again. */
  close(): void {
    clearInterval(this.#timer)
  }

  /** Days since the last one that can be restored, for who watches over the servers. */
  get probe(): Probe {
    const { store, clock } = this.#options
    return {
      name: 'backup',
      everyMs: LOOK_MS,
      isTimed: false,
      ask: async () => ({ backupAge: (clock() - ((await store.lastGood()) ?? this.#since)) / DAY_MS }),
    }
  }

  async #look(): Promise<void> {
    const {
      settings,
      target,
      dataDir,
      processId,
      store,
      isKeeper,
      isBusy,
      clock,
      logger,
      make = inThread,
    } = this.#options
    if (!isKeeper()) return
    const now = clock()
    const due = nextBackup({ now, at: settings.at, runs: await store.latest(RUNS), isBusy: isBusy() })
    if (due === null || !(await store.begin(due.day, due.attempt, processId, now))) return
    const { folder, keepDays } = settings
    const outcome = await make({ target, dataDir, folder, day: due.day, keepDays })
    await store.end(due.day, due.attempt, clock(), outcome)
    await store.forgetBefore(now - FORGET_MS)
    if ('file' in outcome)
      logger.info({ ...outcome, ms: clock() - now }, 'a backup was made, and restored to see that it can be')
    else logger.error({ failure: outcome.failure, attempt: due.attempt }, 'the backup failed')
  }
}

function inThread(job: BackupJob): Promise<BackupOutcome> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./backupThread.ts', import.meta.url), { workerData: job })
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', (error) => resolve({ failure: error instanceof Error ? error.message : String(error) }))
    worker.once('exit', () => resolve({ failure: 'the thread that made it has ended' }))
  })
}
