import type { NodeFigures } from '@diem-cau/sfu-contract'
import { Machine } from '@diem-cau/sfu-contract/machine'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** The delay is measured so often, in milliseconds: what is shorter delays nobody. */
const LOOP_MS = 50

/** Measures this process and its machine. */
export class OwnFigures {
  readonly #machine = new Machine()
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_MS })
  #before = { cpu: process.cpuUsage(), at: performance.now() }
  #latest: NodeFigures | null = null

  constructor() {
    this.#loop.enable()
  }

  /** As they were measured last; null: never. */
  get latest(): NodeFigures | null {
    return this.#latest
  }

  /** Takes all that happened since the last time. */
  async measure(): Promise<void> {
    const { cpu, at } = this.#before
    const now = { cpu: process.cpuUsage(), at: performance.now() }
    this.#before = now
    const used = now.cpu.user + now.cpu.system - cpu.user - cpu.system
    const loopLag = Math.max(0, this.#loop.max / 1e6 - LOOP_MS)
    this.#loop.reset()
    await Promise.all([this.#machine.look(), this.#machine.lookAtNetwork()])
    this.#latest = {
      at: Date.now(),
      process: { cpu: used / 1000 / (now.at - at), memory: process.memoryUsage.rss(), loopLag },
      machine: {
        cpu: this.#machine.cpu === null ? null : this.#machine.cpu / 100,
        memory: this.#machine.memory / 100,
        packets: this.#machine.packets,
      },
    }
  }

  close(): void {
    this.#loop.disable()
  }
}
