import { localSeconds } from '@diem-cau/signaling-contract'

/** Steps between marks of time that people count in, in seconds. */
export const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000, 7_776_000,
] as const

/**
 * Writes a mark of the axis of time in Vietnam: "09:14:05" where marks are seconds apart, "09:14", and "24/11" where a
 * day begins or marks are days apart.
 * @param at seconds since the epoch
 * @param step seconds between two marks
 */
export function tickText(at: number, step: number): string {
  const [date = '', time = ''] = localSeconds(at * 1_000).split(' ')
  const day = date.slice(5).split('-').toReversed().join('/')
  if (step >= 86_400 || time === '00:00:00') return day
  return step < 60 ? time : time.slice(0, 5)
}

const VIETNAM_SECONDS = 7 * 3_600

/** The first mark at or after `from`, so that marks are whole hours and days in Vietnam. */
export const firstTick = (from: number, step: number): number =>
  Math.ceil((from + VIETNAM_SECONDS) / step) * step - VIETNAM_SECONDS
