import type { Act } from '../rooms/messages.ts'

/** How often each kind of thing happens, in parts of all; a share of those who leave vanish. */
const SHARES = { leave: 25, come: 30, floor: 25, page: 20 } as const
const VANISHES = 0.25
/** At least so many are in the meeting, the chair and the first speaker included. */
const FEWEST = 5
/** The tiles of a page of the chair's wall. */
const PAGE = 6

/**
 * Says what happens next in a meeting that goes on for long: rooms come, leave or vanish, get the floor, and the chair pages through its
 * wall. The same seed says the same. Room 0 is the chair, who stays.
 */
export class SoakScript {
  readonly #away = new Set<number>()
  readonly #rooms: number
  #state: number
  #holder = 1
  #page = 0

  constructor(rooms: number, seed: number) {
    this.#rooms = rooms
    this.#state = seed >>> 0
  }

  next(): Act {
    const here = this.#wards().filter((n) => !this.#away.has(n))
    const kind = this.#kind(here.length)
    switch (kind) {
      case 'leave': {
        // Whoever has the floor goes too, now and then: it falls back to nobody.
        const room = this.#one(here)
        this.#away.add(room)
        return { kind: 'leave', room, vanishes: this.#random() < VANISHES }
      }
      case 'come': {
        const room = this.#one([...this.#away])
        this.#away.delete(room)
        return { kind: 'come', room }
      }
      case 'floor': {
        const others = here.filter((n) => n !== this.#holder)
        const former = this.#holder
        this.#holder = this.#one(others)
        return { kind: 'floor', from: former, to: this.#holder }
      }
      case 'page': {
        const pages = Math.ceil(this.#rooms / PAGE)
        this.#page = (this.#page + 1) % pages
        return { kind: 'page', first: this.#page * PAGE, count: PAGE }
      }
      default:
        return kind satisfies never
    }
  }

  #wards(): number[] {
    return Array.from({ length: this.#rooms - 1 }, (_, n) => n + 1)
  }

  #kind(here: number): keyof typeof SHARES {
    const kinds = (Object.keys(SHARES) as (keyof typeof SHARES)[]).filter(
      (kind) => (kind !== 'come' || this.#away.size > 0) && (kind !== 'leave' || here > FEWEST),
    )
    const all = kinds.reduce((sum, kind) => sum + SHARES[kind], 0)
    let left = this.#random() * all
    for (const kind of kinds) {
      left -= SHARES[kind]
      if (left < 0) return kind
    }
    return 'page'
  }

  #one(of: readonly number[]): number {
    const found = of[Math.floor(this.#random() * of.length)]
    if (found === undefined) throw new Error('there is nobody to choose from')
    return found
  }

  /** From 0 to 1: mulberry32, as it needs no more than a number for its state. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
