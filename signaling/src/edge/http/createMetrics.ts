import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Timings } from './Timings.ts'

export type Gauges = {
  readonly meetings: () => number
  readonly participants: () => number
  readonly sockets: () => number
  readonly mediaNodes: () => number
}

/** What only grows. */
export type Counts = {
  readonly refusedAsFull: () => number
}

/** Counted when asked for. Node's own figures (event loop lag, memory) come with them. */
export function createMetrics({ refusedAsFull, ...gauges }: Gauges & Counts, timings: Timings): Registry {
  const registry = new Registry()
  timings.register(registry)
  collectDefaultMetrics({ register: registry })
  const help: Record<keyof Gauges, [name: string, help: string]> = {
    meetings: ['diem_cau_meetings', 'Meetings that this process conducts'],
    participants: ['diem_cau_participants', 'Participants in those meetings, lost lines included'],
    sockets: ['diem_cau_sockets', 'Clients connected'],
    mediaNodes: ['diem_cau_media_nodes', 'Media nodes that can be reached'],
  }
  for (const [key, [name, text]] of Object.entries(help)) {
    const value = gauges[key as keyof Gauges]
    const gauge: Gauge = new Gauge({ name, help: text, registers: [registry], collect: () => gauge.set(value()) })
  }
  const refused: Counter = new Counter({
    name: 'diem_cau_joins_refused_full_total',
    help: 'Joins that were refused because their meeting is full',
    registers: [registry],
    collect: () => {
      refused.reset()
      refused.inc(refusedAsFull())
    },
  })
  return registry
}
