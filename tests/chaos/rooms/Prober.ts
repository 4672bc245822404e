import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { failureCode } from '../../../web-client/src/api/client/RequestFailed.ts'
import type { FarmRoom } from './FarmRoom.ts'
import type { Asked } from './messages.ts'

/** From an answer to the next command, in milliseconds: each goes to everybody in the meeting, so it is not asked often. */
const PAUSE_MS = 1000
/** For so long after something was done to the office it is asked more often, in milliseconds. */
const BRISK_MS = 2000
const BRISK_PAUSE_MS = 50
/** A command that was refused is asked again after this, in milliseconds, as a person would. */
const AGAIN_MS = 200

const now = () => performance.timeOrigin + performance.now()

/** A room that asks for something to be put on record again and again: each command has a text of its own, by which the log is searched. */
export class Prober {
  readonly #room: FarmRoom
  readonly #asked: Asked[] = []
  #isOn = true
  #briskUntil = 0
  #pause = new AbortController()
  readonly #done: Promise<void>

  constructor(room: FarmRoom) {
    this.#room = room
    this.#done = this.#run()
  }

  /** Asks now, and for a while more often. */
  nudge(): void {
    this.#briskUntil = now() + BRISK_MS
    this.#pause.abort()
  }

  /** Asks no more; resolves with all that was asked. What is not answered after so many milliseconds stays so. */
  async stop(patienceMs: number): Promise<readonly Asked[]> {
    this.#isOn = false
    await Promise.race([this.#done, wait(patienceMs, undefined, { ref: false })])
    return this.#asked
  }

  async #run(): Promise<void> {
    let wantedAt = now()
    let isRefused = false
    while (this.#isOn || isRefused) {
      const text = randomUUID()
      const asked: Asked = { text, wantedAt, answeredAt: null, outcome: null }
      this.#asked.push(asked)
      try {
        await this.#room.client.ask('rollCall:confirm', { unitCode: null, count: 1, people: [text] })
        isRefused = false
        asked.outcome = 'acknowledged'
        asked.answeredAt = now()
        await this.#rest(now() < this.#briskUntil ? BRISK_PAUSE_MS : PAUSE_MS)
        wantedAt = now()
      } catch (error) {
        isRefused = true
        asked.outcome = failureCode(error)
        asked.answeredAt = now()
        await wait(AGAIN_MS)
      }
    }
  }

  /** A nudge cuts it short. */
  async #rest(ms: number): Promise<void> {
    this.#pause = new AbortController()
    await wait(ms, undefined, { signal: this.#pause.signal }).catch(() => undefined)
  }
}
