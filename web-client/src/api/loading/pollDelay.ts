/** A page that is looked at asks again after this time unless told otherwise, in milliseconds. */
const SHOWN_MS = 20_000
/** A page that nobody sees asks after this time, in milliseconds: it still tells of news, but later. */
const HIDDEN_MS = 60_000
const LONGEST_MS = 5 * 60_000

interface Ask {
  readonly failures: number
  readonly hidden: boolean
  readonly chance: number
  readonly shownMs?: number
}

/**
 * Says when the server is asked again whether there is news: later after each failure, and never by all pages at the
 * same moment. In milliseconds.
 * @param failures in a row
 * @param chance from 0 to 1
 * @param shownMs while somebody looks
 */
export function pollDelay({ failures, hidden, chance, shownMs = SHOWN_MS }: Ask): number {
  const base = Math.min((hidden ? HIDDEN_MS : shownMs) * 2 ** Math.min(failures, 10), LONGEST_MS)
  return Math.round(base * (0.8 + 0.4 * chance))
}
