import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export type Gauges = {
  readonly meetings: () => number
  readonly participants: () => number
  readonly sockets: () => number
  readonly mediaNodes: () => number
}

/** Counted when asked for. Node's own figures (event loop lag, memory) come with them. */
export function createMetrics(gauges: Gauges): Registry {
  const registry = new Registry()
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
  return registry
}
