import { fullness, type WorkerCapacity, type WorkerUse } from '@diem-cau/sfu-contract'

export type WorkerLoad = WorkerUse & { meetings: number }

/**
 * Finds the least loaded worker; among about equal ones (a tenth) that with the fewest meetings, which are about to
 * grow.
 */
export function leastLoaded<W>(
  workers: readonly W[],
  loadOf: (worker: W) => WorkerLoad,
  capacity: WorkerCapacity,
): W | undefined {
  let best: { worker: W; load: number; meetings: number } | undefined
  for (const worker of workers) {
    const of = loadOf(worker)
    const load = Math.round(10 * fullness(of, capacity))
    if (best === undefined || load < best.load || (load === best.load && of.meetings < best.meetings)) {
      best = { worker, load, meetings: of.meetings }
    }
  }
  return best?.worker
}

/**
 * Which worker the next endpoint of a meeting goes to: that of its first part which has room, home before the others,
 * as every part more costs pipes; without room in any, the least loaded worker that has none; with a part on every
 * worker, the least loaded of all.
 *
 * @param parts the workers that carry the meeting, its home first
 * @param workers those alive
 * @returns undefined if none is alive
 */
export function place<W>(
  parts: readonly W[],
  workers: readonly W[],
  loadOf: (worker: W) => WorkerLoad,
  capacity: WorkerCapacity,
): W | undefined {
  const alive = parts.filter((worker) => workers.includes(worker))
  const withRoom = alive.find((worker) => fullness(loadOf(worker), capacity) < 1)
  if (withRoom !== undefined) return withRoom
  const others = workers.filter((worker) => !alive.includes(worker))
  const free = leastLoaded(others, loadOf, capacity)
  // A full worker more would cost pipes and help nobody.
  if (free !== undefined && (alive.length === 0 || fullness(loadOf(free), capacity) < 1)) return free
  return leastLoaded(alive, loadOf, capacity)
}
