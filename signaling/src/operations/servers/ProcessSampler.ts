import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Machine } from '@diem-cau/sfu-contract/machine'
import { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { Book } from '../live/Book.ts'

/** Counts of this process. */
export type Counts = {
  readonly sockets: () => number
  readonly meetings: () => number
  readonly participants: () => number
}

/** The delay is measured so often, in milliseconds: what is shorter delays nobody. */
const LOOP_MS = 50

/** Reads this process itself. */
export class ProcessSampler {
  readonly #key: ResourceId
  readonly #name: string
  readonly #counts: Counts
  readonly #machine = new Machine()
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_MS })
  #before = { cpu: process.cpuUsage(), at: performance.now() }

  constructor(processId: string, counts: Counts) {
    this.#key = ResourceId.parse(`process:${processId}`)
    // The rest of the id tells one start from another.
    this.#name = processId.replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$/, '')
    this.#counts = counts
    this.#loop.enable()
  }

  /** @param at second @param now milliseconds */
  take(book: Book, at: number, now: number): void {
    const cpu = process.cpuUsage(this.#before.cpu)
    const passed = performance.now() - this.#before.at
    this.#before = { cpu: process.cpuUsage(), at: performance.now() }
    const lag = Math.max(0, this.#loop.max / 1e6 - LOOP_MS)
    this.#loop.reset()
    const { sockets, meetings, participants } = this.#counts
    const resource = book.put(
      { key: this.#key, kind: 'process', unitCode: null, meetingId: null, participantId: null },
      this.#name,
    )
    const values = [
      (cpu.user + cpu.system) / 10 / passed,
      process.memoryUsage.rss() / 2 ** 20,
      lag,
      sockets(),
      meetings(),
      participants(),
      this.#machine.cpu,
      this.#machine.memory,
    ]
    resource.take({ at, values }, now)
    void this.#machine.look()
  }

  close(): void {
    this.#loop.disable()
  }
}
