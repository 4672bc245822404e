import { ENDPOINT_METRICS, type Sample, toldValue } from '@diem-cau/signaling-contract/operations'
import type { CityRoom } from '../city/CityRoom.ts'

/** A page reports so often, in milliseconds, two seconds each time. */
const EVERY_MS = 2000

const MIDDLE: Partial<Record<(typeof ENDPOINT_METRICS)[number]['unit'], number>> = {
  'kbit/s': 900,
  ms: 30,
  percent: 1,
  luma: 110,
  dBFS: -45,
  pixels: 360,
}

/** Rooms say how their lines are, as their pages do: each every two seconds, all at moments of their own. What they say trembles as figures of a line do. */
export class Reports {
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(rooms: readonly CityRoom[]) {
    for (const [index, room] of rooms.entries()) {
      const next = walk(index)
      const begin = setTimeout(
        () => {
          this.#timers.delete(begin)
          this.#timers.add(setInterval(() => room.say('endpoint:report', { samples: [next(), next()] }), EVERY_MS))
        },
        (EVERY_MS * index) / rooms.length,
      )
      this.#timers.add(begin)
    }
  }

  close(): void {
    // Timeouts and intervals are one in Node.
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

/** @returns gives the sample of the next second; what the media node reads is left to it */
function walk(seed: number): () => Sample {
  let state = seed + 1
  const random = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32
  const levels = ENDPOINT_METRICS.map(({ unit }) => (MIDDLE[unit] ?? 12) * (0.5 + random()))
  return () =>
    ENDPOINT_METRICS.map(({ key, unit }, index) => {
      if (key.startsWith('node')) return null
      const middle = MIDDLE[unit] ?? 12
      const level = (levels[index] ?? middle) + (random() - 0.5) * middle * 0.02
      levels[index] = level
      return toldValue(unit === 'pixels' || unit === 'count' ? middle : level + (random() - 0.5) * middle * 0.2, unit)
    })
}
