import { addDays, fromLocal, localDate, localTime } from '@diem-cau/signaling-contract'
import type { QuietHours } from '@diem-cau/signaling-contract/operations'

/**
 * When somebody may be told: now, or when the quiet hours end. Pure.
 * @param at milliseconds
 */
export function afterQuiet(quiet: QuietHours | null, at: number): number {
  if (quiet === null || quiet.from === quiet.to) return at
  const { from, to } = quiet
  const time = localTime(at)
  const isOverMidnight = from > to
  const isQuiet = isOverMidnight ? time >= from || time < to : time >= from && time < to
  if (!isQuiet) return at
  const day = localDate(at)
  return fromLocal(isOverMidnight && time >= from ? addDays(day, 1) : day, to) ?? at
}
