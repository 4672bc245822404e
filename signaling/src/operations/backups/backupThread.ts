/** The thread of `makeBackup`: a backup reads and packs everything, and meetings are running meanwhile. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { checkedBackup, type BackupJob, type BackupOutcome } from './checkedBackup.ts'

// Linux gives each thread a priority of its own: 0 is the one that asks. A thread may always ask for less.
setPriority(0, 15)
const job: BackupJob = workerData
const outcome: BackupOutcome = await checkedBackup(job).catch((error: unknown) => ({
  failure: error instanceof Error ? error.message : String(error),
}))
const port = parentPort
port?.postMessage(outcome)
