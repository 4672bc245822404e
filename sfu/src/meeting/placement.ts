/** Consumers that fill one worker (one core): mediasoup's own planning figure. */
const CONSUMERS_PER_WORKER = 500

export type WorkerLoad = { cpu: number; consumers: number; meetings: number }

/**
 * Where the next meeting goes: the worker with the lowest of its two loads, measured CPU and consumers.
 * Both, because the CPU lags behind a meeting that has just begun, and consumers say nothing of bitrates.
 * Among about equal ones (a tenth of a core) that with the fewest meetings, which are about to grow.
 */
export function leastLoaded<W>(workers: readonly W[], loadOf: (worker: W) => WorkerLoad): W | undefined {
  let best: { worker: W; load: number; meetings: number } | undefined
  for (const worker of workers) {
    const { cpu, consumers, meetings } = loadOf(worker)
    const load = Math.round(10 * Math.max(cpu, consumers / CONSUMERS_PER_WORKER))
    if (best === undefined || load < best.load || (load === best.load && meetings < best.meetings)) {
      best = { worker, load, meetings }
    }
  }
  return best?.worker
}
