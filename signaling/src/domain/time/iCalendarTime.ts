import { wallClock } from '@diem-cau/signaling-contract'

/** "20261123T073000": an iCalendar DATE-TIME of the wall clock in Vietnam, without its zone. */
export function toICalendarLocal(ms: number): string {
  return wallClock(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
}
