import { readFile } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'

/** The counters of the first line of /proc/stat: time of all processors, and how much of it nothing was done. */
export function cpuTimes(stat: string): { readonly all: number; readonly idle: number } | null {
  const counters = /^cpu\s+([\d ]+)/.exec(stat)?.[1]?.trim().split(' ').map(Number)
  if (!counters || counters.length < 5) return null
  // Time of guests is part of that of users.
  const all = counters.slice(0, 8).reduce((sum, each) => sum + each, 0)
  return { all, idle: (counters[3] ?? 0) + (counters[4] ?? 0) }
}

/** The machine that this process runs on; null where it does not say. */
export class Machine {
  #before: { readonly all: number; readonly idle: number } | null = null
  #cpu: number | null = null

  /** Share of all processors since the last look. */
  get cpu(): number | null {
    return this.#cpu
  }

  get memory(): number {
    return 100 * (1 - freemem() / totalmem())
  }

  async look(): Promise<void> {
    const now = cpuTimes(await readFile('/proc/stat', 'utf8').catch(() => ''))
    const before = this.#before
    this.#before = now
    const passed = now && before ? now.all - before.all : 0
    this.#cpu = now && before && passed > 0 ? 100 * (1 - (now.idle - before.idle) / passed) : null
  }
}
