/** What the charts show: the last hour as it goes on, or a time that was; seconds since the epoch. */
export type TimeRange =
  | { readonly kind: 'live' }
  | { readonly kind: 'past'; readonly from: number; readonly to: number }

/** The length of what is shown live, in seconds. */
export const LIVE_SECONDS = 3_600
/** Less than this is no range that a person would choose, in seconds. */
const LEAST_SECONDS = 10
/** Nothing is kept for longer, in seconds. */
const MOST_SECONDS = 2 * 366 * 86_400

/** Reads the range out of an address (`?from=1764382440&to=1764382740`); anything that is none means live. */
export function rangeOf(params: URLSearchParams): TimeRange {
  const [from, to] = [seconds(params.get('from')), seconds(params.get('to'))]
  if (from === null || to === null || to - from < LEAST_SECONDS || to - from > MOST_SECONDS) return { kind: 'live' }
  return { kind: 'past', from, to }
}

/** Writes it into an address, as it can be sent to somebody. */
export const paramsOf = (range: TimeRange): Record<string, string> =>
  range.kind === 'live' ? {} : { from: String(range.from), to: String(range.to) }

/** A part that was chosen by dragging; whole seconds, and never less than can be seen. */
export function zoomed(from: number, to: number): TimeRange {
  const [first, last] = [Math.floor(Math.min(from, to)), Math.ceil(Math.max(from, to))]
  const missing = Math.max(0, LEAST_SECONDS - (last - first))
  return { kind: 'past', from: first - Math.ceil(missing / 2), to: last + Math.floor(missing / 2) }
}

/** This length around a moment, at most until now. */
export function around(at: number, length: number, now: number): TimeRange {
  const to = Math.min(Math.round(at + length / 2), Math.ceil(now))
  return { kind: 'past', from: to - length, to }
}

/** Twice as much around the same middle, at most until now. */
export function widened(range: TimeRange, now: number): TimeRange {
  if (range.kind === 'live') return range
  const length = range.to - range.from
  const to = Math.min(Math.ceil(range.to + length / 2), Math.ceil(now))
  return { kind: 'past', from: Math.max(to - Math.min(2 * length, MOST_SECONDS), 0), to }
}

/** The same length earlier (-1) or later (1) by half of it, at most until now. */
export function shifted(range: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const { from, to } = range.kind === 'live' ? { from: Math.floor(now) - LIVE_SECONDS, to: Math.floor(now) } : range
  const step = Math.round((to - from) / 2) * direction
  const end = Math.min(to + step, Math.ceil(now))
  return { kind: 'past', from: end - (to - from), to: end }
}

function seconds(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null
}
