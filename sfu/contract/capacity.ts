/** The load that fills one worker (one core), for the node that places endpoints on its workers and for signaling that places them on nodes. */
export type WorkerCapacity = {
  /** Share of its core; the rest is for what a meeting grows by before the next report. */
  readonly cpu: number
  /** mediasoup's own planning figure. */
  readonly consumers: number
  /** In and out together, bits a second: about 8 us a packet of 1 kB (tests/load/farm), two thirds of a core. */
  readonly bitrate: number
  /** So many give the other figures in a staged meeting, with 5 consumers each. They are known at once, as CPU and bitrate lag behind joins. */
  readonly endpoints: number
}

export const WORKER_CAPACITY: WorkerCapacity = { cpu: 0.7, consumers: 500, bitrate: 600_000_000, endpoints: 100 }

/** `bitrate`: in and out together, bits a second; `endpoints`: those under way included. */
export type WorkerUse = { cpu: number; consumers: number; bitrate: number; endpoints: number }

/** The fullest of its measures, 0 empty .. 1 full and above. */
export function fullness(use: WorkerUse, capacity: WorkerCapacity): number {
  return Math.max(
    use.cpu / capacity.cpu,
    use.consumers / capacity.consumers,
    use.bitrate / capacity.bitrate,
    use.endpoints / capacity.endpoints,
  )
}
