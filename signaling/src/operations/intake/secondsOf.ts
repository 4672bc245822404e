/** Samples of a report may be so far from the clock and still go on where the last one ended, in seconds: a report that came late or early. */
const SLACK = 2

/**
 * The seconds that the samples of one report are about. They come about every two seconds, early or late: numbered by the clock alone they would
 * leave out a second here and have one twice there. So they go on where the last report ended, as long as that is not far from the clock.
 * @param last second of the newest sample so far; null: this is the first report
 * @param now second of the clock
 * @returns the second of the first sample
 */
export function secondsOf(last: number | null, count: number, now: number): number {
  const byClock = now - count
  if (last === null) return byClock
  const next = last + 1
  return Math.abs(next - byClock) <= SLACK ? next : Math.max(next, byClock)
}
