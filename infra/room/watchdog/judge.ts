import type { Seen } from './Seen.ts'

/** A page that does not answer for so long hangs, in milliseconds. A busy PC in a meeting may take a second or two. */
export const HANGS_MS = 6_000
/** A browser that has no page after so long does not come up, in milliseconds. */
export const STARTS_MS = 30_000
/** The browser's own error page is left after this time, in milliseconds. */
const ERROR_MS = 3_000
/** A page of the program that is none of a room's is left after this time, in milliseconds. */
const STRANGE_MS = 60_000

export interface Watched {
  readonly startedAt: number
  /** Null: it has not answered yet. */
  readonly answeredAt: number | null
  /** Since when the page is what it is: as it should be, or not. */
  readonly wrongSince: number | null
  readonly seen: Seen | null
}

export type Verdict = 'well' | 'open' | 'kill'

/** Says what is wrong with what a page shows: `error` of the browser, or `strange`: not a page of a room. */
export function wrongWith(seen: Seen, origin: string): 'error' | 'strange' | null {
  if (seen.href.startsWith('chrome-error:')) return 'error'
  return seen.href.startsWith(`${origin}/`) && seen.state !== null ? null : 'strange'
}

/** Decides about a browser: nothing is done, its page is opened anew, or it is ended and started again. */
export function judge({ startedAt, answeredAt, wrongSince, seen }: Watched, origin: string, now: number): Verdict {
  if (answeredAt === null) return now - startedAt >= STARTS_MS ? 'kill' : 'well'
  if (now - answeredAt >= HANGS_MS) return 'kill'
  if (seen === null || wrongSince === null) return 'well'
  const wrong = wrongWith(seen, origin)
  const patience = wrong === 'error' ? ERROR_MS : STRANGE_MS
  return wrong !== null && now - wrongSince >= patience ? 'open' : 'well'
}

/** True when an update or a restart disturbs nobody for `forMs`. */
export function isFree(seen: Seen | null, forMs: number, now: number): boolean {
  if (seen === null || (seen.state !== 'home' && seen.state !== 'pairing')) return false
  return seen.freeUntil === 'never' || (seen.freeUntil !== null && seen.freeUntil - now >= forMs)
}
