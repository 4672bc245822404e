import type { LineStep } from '@diem-cau/signaling-contract'

/** What a paper may take of a line, in kilobits a second, so that the voice is whole beside it: a part of the least that carries this step. */
const PACE: Readonly<Record<LineStep, number | null>> = { whole: null, smaller: 96, slow: 64, stills: 48, sound: 32 }
const LEAST = 32
/** A line that carries so much beside all else is asked for all it has. */
const MOST = 4_000
/** A piece that takes so many times longer than its pace, and this time beside, in milliseconds, has filled the line. */
const LATE = { times: 1.15, ms: 150 }
/** Pieces in time are followed by so much more, and a late one by that part of what came. */
const MORE = 1.5
const LESS = 0.7
/** After a pace that was too much, so many pieces come in time before more is tried, at first and at most. */
const PATIENCE = { first: 1, most: 16 }

/**
 * How fast papers come over this page's line. The media node says what the line carries of pictures; with a paper on the stage fewer of them are
 * wanted, and all of these may fit through a line that is as narrow as before. So a line that was narrow is asked for more by and by, as its
 * pieces show that it is there.
 */
export class PaperPace {
  #kbit: number | null = null
  #step: LineStep = 'whole'
  #patience = PATIENCE.first
  #inTime = 0

  /** Kilobits a second; null: as fast as it goes. */
  get kbit(): number | null {
    return this.#kbit
  }

  /** What the media node finds that the line carries. */
  see(step: LineStep): void {
    this.#step = step
    const pace = PACE[step]
    if (pace === null || pace === this.#kbit) return
    this.#kbit = pace
    this.#patience = PATIENCE.first
    this.#inTime = 0
  }

  /** A piece came: `bytes` of it, in `ms` milliseconds, asked for at `kbit`. */
  came({ bytes, ms, kbit }: { readonly bytes: number; readonly ms: number; readonly kbit: number }): void {
    // The node knows better while it finds the line narrow, and what was asked for at another pace says nothing of this one.
    if (this.#step !== 'whole' || kbit !== this.#kbit) return
    if (ms > (LATE.times * bytes * 8) / kbit + LATE.ms) {
      this.#kbit = Math.max(LEAST, Math.floor((LESS * bytes * 8) / ms))
      this.#patience = Math.min(PATIENCE.most, 4 * this.#patience)
      this.#inTime = 0
      return
    }
    this.#inTime += 1
    if (this.#inTime < this.#patience) return
    this.#inTime = 0
    this.#kbit = MORE * kbit > MOST ? null : Math.ceil(MORE * kbit)
  }
}

/** A page has one line, whatever it shows. */
export const paperPace = new PaperPace()
