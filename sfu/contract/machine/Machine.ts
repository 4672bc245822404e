import { readFile } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { type UdpCounters, udpCounters } from './udpCounters.ts'

type CpuTimes = { readonly all: number; readonly free: number }

/**
 * The counters of the first line of /proc/stat: time of all processors, and how much of it there was for the asking. That is what was idle,
 * and what processes had that give way (niceness above 0, as a backup): nobody waits for those.
 */
export function cpuTimes(stat: string): CpuTimes | null {
  const counters = /^cpu\s+([\d ]+)/.exec(stat)?.[1]?.trim().split(' ').map(Number)
  if (!counters || counters.length < 5) return null
  // Time of guests is part of that of users.
  const all = counters.slice(0, 8).reduce((sum, each) => sum + each, 0)
  const [, nice = 0, , idle = 0, ioWait = 0] = counters
  return { all, free: nice + idle + ioWait }
}

type Counted = { readonly of: UdpCounters; readonly at: number }

/** The machine that this process runs on; null where it does not say. */
export class Machine {
  #before: CpuTimes | null = null
  #cpu: number | null = null
  #counted: Counted | null = null
  #packets: UdpCounters | null = null

  /** Share of all processors since the last look, in percent, without processes that give way. */
  get cpu(): number | null {
    return this.#cpu
  }

  /** In percent. */
  get memory(): number {
    return 100 * (1 - freemem() / totalmem())
  }

  /** UDP packets of the whole machine a second, between the last two looks. */
  get packets(): UdpCounters | null {
    return this.#packets
  }

  /** Looks at the processors. */
  async look(): Promise<void> {
    const now = cpuTimes(await textOf('/proc/stat'))
    const before = this.#before
    this.#before = now
    const passed = now && before ? now.all - before.all : 0
    this.#cpu = now && before && passed > 0 ? 100 * (1 - (now.free - before.free) / passed) : null
  }

  /** Looks at what goes over its network: for who carries media. */
  async lookAtNetwork(): Promise<void> {
    const of = udpCounters(await textOf('/proc/net/snmp'), await textOf('/proc/net/snmp6'))
    const before = this.#counted
    const now = of && { of, at: performance.now() }
    this.#counted = now
    this.#packets = now && before && now.at > before.at ? between(before, now) : null
  }
}

/** A counter that was set back counts as 0. */
function between(before: Counted, now: Counted): UdpCounters {
  const perSecond = (key: keyof UdpCounters) =>
    (Math.max(0, now.of[key] - before.of[key]) * 1000) / (now.at - before.at)
  return { in: perSecond('in'), out: perSecond('out'), dropped: perSecond('dropped') }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
