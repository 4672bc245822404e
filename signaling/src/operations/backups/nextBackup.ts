import { addDays, DAY_MS, fromLocal, localDate } from '@diem-cau/signaling-contract'
import type { BackupRun } from './BackupRunStore.ts'

/** A day's backup is tried so often, so far apart. */
const TRIES = 4
const AGAIN_MS = 60 * 60_000
/** One that has not ended by then has died with its process. */
const DEAD_MS = 3 * 60 * 60_000
/** One that should have been made while nobody was there waits for the end of the meetings, but no longer than this. */
const WAITS_FOR_MEETINGS_MS = 2 * DAY_MS

export type Now = {
  readonly now: number
  /** "02:00" in Vietnam. */
  readonly at: string
  /** The newest first. */
  readonly runs: readonly BackupRun[]
  /** People are in meetings. */
  readonly isBusy: boolean
}

/** Says which backup is to be begun now, if any: that of the last night whose time has come, also when the server was off then. Pure. */
export function nextBackup({ now, at, runs, isBusy }: Now): { day: string; attempt: number } | null {
  const today = localDate(now)
  const day = now >= (fromLocal(today, at) ?? 0) ? today : addDays(today, -1)
  const ofDay = runs.filter((run) => run.day === day)
  if (ofDay.some(({ file }) => file !== null)) return null
  const last = ofDay.toSorted((a, b) => b.attempt - a.attempt)[0]
  if (last && last.endedAt === null && now - last.startedAt < DEAD_MS) return null
  if (last && last.endedAt !== null && now - last.endedAt < AGAIN_MS) return null
  if (last && last.attempt >= TRIES) return null
  const good = runs.find(({ file }) => file !== null)
  if (isBusy && good && now - good.startedAt < WAITS_FOR_MEETINGS_MS) return null
  return { day, attempt: (last?.attempt ?? 0) + 1 }
}
