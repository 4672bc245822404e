import type { Look } from './stage/pageReader.ts'

/** A still comes every two seconds: one that did not come for so long is none any more, in milliseconds. */
const STILL_MS = 3_000
/** So many looks in a row must show the whole picture. */
const STEADY = 3

/** How it was over one line. */
export interface LineResult {
  readonly case: string
  /** From the click to the chair's picture. */
  readonly joinMs: number
  /** Share of the sound that was made up as it did not come in time, in percent. */
  readonly concealedPct: number
  /** Lines of the picture that were there for most of the time; 0: none. */
  readonly stageHeight: number
  /** Frames a second meanwhile. */
  readonly stageFps: number
  /** From the end of what happened until the whole picture is there again; null: not within the time. */
  readonly backAfterMs: number | null
  /** For so long one's own page said that it is not in the meeting. */
  readonly offlineMs: number
}

const between = (looks: readonly Look[], from: number, to: number) => looks.filter(({ at }) => at >= from && at <= to)

/** The looks in which pictures come, with their height, others with 0. */
export function heights(looks: readonly Look[]): number[] {
  let frameAt = -Infinity
  return looks.map(({ at, height, frames }, n) => {
    if (frames > (looks[n - 1]?.frames ?? Infinity)) frameAt = at
    return at - frameAt <= STILL_MS ? height : 0
  })
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** @returns since when the whole picture has been there for some looks; null: it is not */
export function wholeSince(looks: readonly Look[], whole: number, from: number): number | null {
  for (let n = 1; n + STEADY <= looks.length; n++) {
    const run = looks.slice(n, n + STEADY)
    const [first] = run
    const comes = run.every(({ height, frames }, k) => height >= whole && frames > (looks[n + k - 1]?.frames ?? 0))
    if (first && first.at >= from && comes) return first.at
  }
  return null
}

/** Share of sound that was made up in these looks, in percent. */
export function concealedPct(looks: readonly Look[]): number {
  const [first, last] = [looks[0], looks.at(-1)]
  if (!first || !last || last.samples <= first.samples) return 100
  return (100 * Math.max(0, last.concealed - first.concealed)) / (last.samples - first.samples)
}

/** What the looks at one line come to. Times are those of the page: `began` and `ended` of what happened. */
export function resultOf(
  name: string,
  joinMs: number,
  { looks, whole, began, ended }: { looks: readonly Look[]; whole: number; began: number; ended: number },
): LineResult {
  const during = between(looks, began, ended)
  const seen = heights(during)
  const settled = between(looks, began + (ended - began) / 3, ended)
  const [first, last] = [settled[0], settled.at(-1)]
  const seconds = first && last ? (last.at - first.at) / 1000 : 0
  const back = wholeSince(looks, whole, ended)
  return {
    case: name,
    joinMs,
    concealedPct: Number(concealedPct(during).toFixed(1)),
    stageHeight: median(seen.slice(Math.floor(seen.length / 3))),
    stageFps: seconds > 0 && first && last ? Number(((last.frames - first.frames) / seconds).toFixed(1)) : 0,
    backAfterMs: back === null ? null : Math.round(back - ended),
    offlineMs: Math.round(
      looks.reduce((sum, look, n) => sum + (look.online ? 0 : look.at - (looks[n - 1]?.at ?? look.at)), 0),
    ),
  }
}
