import { fromWallClock, TIME_ZONE } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'

/** Names of our zone, also the one that Windows gives it; for other zones a calendar states the rules. */
const OFFICE_ZONES = new Set([TIME_ZONE, 'Asia/Saigon', 'SE Asia Standard Time'])

/** A rule of summer time that comes once a year. Any other may come a thousand million times before it is there. */
const YEARLY =
  /^FREQ=YEARLY(;(BYMONTH=\d+|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=-?\d+|INTERVAL=\d+|UNTIL=\w+|COUNT=\d+|WKST=[A-Z]{2}))*$/

type Calendar = InstanceType<typeof ICAL.Component>
type Property = InstanceType<typeof ICAL.Property>

/**
 * The instant that a date-time of a calendar means: in UTC, in a zone whose rules the calendar brings (Outlook's names are
 * nobody else's), in one that is known by its name, or else by the clock of the office, in whose zone all invitations are.
 * @returns milliseconds since the epoch; null for no date-time
 */
export function instantOf(property: Property | null): number | null {
  const value: unknown = property?.getFirstValue()
  if (!property || !(value instanceof ICAL.Time) || value.isDate) return null
  const { year, month, day, hour, minute, second } = value
  const utc = Date.UTC(year, month - 1, day, hour, minute, second)
  if (value.zone === ICAL.Timezone.utcTimezone) return utc
  const tzid: unknown = property.getParameter('tzid')
  if (typeof tzid !== 'string' || OFFICE_ZONES.has(tzid))
    return fromWallClock(year, month - 1, day, hour, minute, second)
  if (value.zone.component) return value.toUnixTime() * 1000
  const offset = offsetAt(tzid, utc)
  if (offset === null) return fromWallClock(year, month - 1, day, hour, minute, second)
  // The offset of the instant itself: summer time may begin in between.
  return utc - (offsetAt(tzid, utc - offset) ?? offset)
}

/** Forgets zones whose rules cannot be worked out in little time: their dates are read by the name of the zone. */
export function dropUnsoundZones(calendar: Calendar): void {
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    const isSound = zone.getFirstProperty('tzid') !== null && zone.getAllSubcomponents().every(isSoundObservance)
    if (!isSound) calendar.removeSubcomponent(zone)
  }
}

function isSoundObservance(observance: Calendar): boolean {
  const start: unknown = observance.getFirstPropertyValue('dtstart')
  const rules = observance.getAllProperties('rrule').map((rule) => String(rule.getFirstValue()))
  const offsets: unknown[] = [
    observance.getFirstPropertyValue('tzoffsetfrom'),
    observance.getFirstPropertyValue('tzoffsetto'),
  ]
  return (
    start instanceof ICAL.Time &&
    start.year >= 1600 &&
    rules.length <= 1 &&
    rules.every((rule) => YEARLY.test(rule)) &&
    offsets.every((offset) => offset instanceof ICAL.UtcOffset)
  )
}

/** The zone of an IANA name, as some programs put a path before it ("/mozilla.org/20070129_1/Asia/Tokyo"). */
function offsetAt(tzid: string, utc: number): number | null {
  const name = /[A-Za-z_]+\/[A-Za-z_]+$/.exec(tzid)?.[0] ?? tzid
  try {
    const written = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
      .formatToParts(utc)
      .find(({ type }) => type === 'timeZoneName')?.value
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(written ?? '') ?? []
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  } catch {
    return null
  }
}
