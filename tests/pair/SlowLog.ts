import type { MeetingId } from '@diem-cau/signaling-contract'
import { StoreError } from '../../signaling/src/db/engine/StoreError.ts'
import type { LogEntry, MeetingLog, SecretChoice } from '../../signaling/src/db/log/MeetingLog.ts'
import { MeetingLogTable } from '../../signaling/src/db/log/MeetingLogTable.ts'
import type { Office } from './Office.ts'
import type { Scope, VirtualClock } from './VirtualClock.ts'

/** The disk that all processes share: how long it takes, and whether it takes anything. */
export interface Disk {
  /** Delays before something is written, and after it until that is known, in milliseconds. */
  beforeMs: number
  afterMs: number
  fails: boolean
}

/** The real log of one process, on a disk that takes its time. What a killed process had not written is not written. */
export class SlowLog implements MeetingLog {
  readonly #log: MeetingLog
  readonly #disk: Disk
  readonly #clock: VirtualClock
  readonly #scope: Scope

  constructor(office: Office, disk: Disk, clock: VirtualClock, scope: Scope) {
    this.#log = new MeetingLogTable(office.store.db)
    this.#disk = disk
    this.#clock = clock
    this.#scope = scope
  }

  async append(meetingId: MeetingId, entries: readonly LogEntry[], choices?: readonly SecretChoice[]): Promise<void> {
    await this.#wait(this.#disk.beforeMs)
    if (this.#disk.fails) throw new StoreError('unavailable', 'the disk takes nothing')
    await this.#log.append(meetingId, entries, choices)
    await this.#wait(this.#disk.afterMs)
  }

  read: MeetingLog['read'] = (meetingId, seq) => this.#log.read(meetingId, seq)
  requests: MeetingLog['requests'] = (meetingId, seq) => this.#log.requests(meetingId, seq)
  tally: MeetingLog['tally'] = (meetingId, voteId) => this.#log.tally(meetingId, voteId)
  unfinished: MeetingLog['unfinished'] = (since) => this.#log.unfinished(since)

  /** Never ends in a process that is dead. */
  async #wait(ms: number): Promise<void> {
    if (ms > 0 || this.#scope.dead)
      await new Promise<void>((resolve) => void this.#clock.after(ms, resolve, this.#scope))
  }
}
