import { cleanText, localTime, TIME_ZONE } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'
import { toICalendarLocal } from '../../domain/time/iCalendarTime.ts'
import type { InvitationFacts } from './InvitationFacts.ts'
import { meetingLines } from './meetingLines.ts'

/** A property as jCal has it (RFC 7265): name, parameters, type, values. */
export type Property = [
  name: string,
  parameters: Record<string, string>,
  type: string,
  ...values: (string | number | Record<string, unknown>)[],
]
export type Component = [name: string, properties: Property[], components: Component[]]

// The limit is one octet less than the 75 of RFC 5545: the library does not count the space of a folded line.
ICAL.foldLength = 74

export type EventParties = {
  /** The host unit, and the address to which calendar programs answer. */
  readonly organizer: { readonly name: string; readonly address: string }
  readonly attendee: { readonly name: string; readonly address: string; readonly rsvp: boolean } | null
}

export type EventOptions = {
  readonly uid: string
  readonly parties: EventParties | null
  /** Address of the meeting's page. */
  readonly url: string
  readonly now: number
  readonly cancelled: boolean
  readonly sequence: number
  /** Start by the rule of its series, milliseconds since the epoch. */
  readonly recurrenceId?: number
  readonly rule?: readonly Property[]
}

/** An ID that stays, whatever happens to the meeting. */
export function uidOf(id: string): string {
  return `${id}@diem-cau`
}

/** Writes the whole calendar as text, its lines ended and folded as RFC 5545 has it. */
export function calendarText(
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH',
  events: readonly Component[],
  extra: readonly Property[] = [],
): string {
  const calendar: Component = [
    'vcalendar',
    [
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', '-//Diem Cau//Lich hop//VI'],
      ['calscale', {}, 'text', 'GREGORIAN'],
      ['method', {}, 'text', method],
      ...extra,
    ],
    [timeZone(), ...events],
  ]
  return `${ICAL.stringify(fitted(calendar))}\r\n`
}

/** Everything that is written: what no text may hold is taken out, and no text ends a line of its own where a program may end it too. */
function fitted([name, properties, components]: Component): Component {
  return [
    name,
    properties.map(([property, parameters, type, ...values]): Property => {
      const lineEnd = property === 'description' ? '\n' : ' '
      const fit = (text: string) => cleanText(text.replaceAll(/[\u0085\u2028\u2029]/g, lineEnd))
      return [
        property,
        Object.fromEntries(Object.entries(parameters).map(([key, text]) => [key, fit(text)])),
        type,
        ...values.map((value) => (typeof value === 'string' ? fit(value) : value)),
      ]
    }),
    components.map(fitted),
  ]
}

/** One VEVENT. */
export function calendarEvent(facts: InvitationFacts, options: EventOptions): Component {
  const { uid, parties, url, now, cancelled, sequence, recurrenceId, rule = [] } = options
  const properties: Property[] = [
    ['uid', {}, 'text', uid],
    ['dtstamp', {}, 'date-time', utc(now)],
    wallTime('dtstart', facts.startsAt),
    wallTime('dtend', facts.endsAt),
    ...(recurrenceId === undefined ? [] : [wallTime('recurrence-id', recurrenceId)]),
    ...rule,
    ['sequence', {}, 'integer', sequence],
    ['status', {}, 'text', cancelled ? 'CANCELLED' : 'CONFIRMED'],
    ['summary', {}, 'text', facts.title],
    ['description', {}, 'text', [...meetingLines(facts), '', `Vào phòng họp: ${url}`].join('\n')],
    ['location', {}, 'text', facts.place === '' ? `Họp trực tuyến: ${facts.hostUnit.name}` : facts.place],
    ['url', {}, 'uri', url],
    ['transp', {}, 'text', cancelled ? 'TRANSPARENT' : 'OPAQUE'],
  ]
  if (parties) {
    const { organizer, attendee } = parties
    properties.push(['organizer', { cn: parameter(organizer.name) }, 'cal-address', `mailto:${organizer.address}`])
    if (attendee) {
      const { name, address, rsvp } = attendee
      const parameters = {
        cn: parameter(name),
        role: 'REQ-PARTICIPANT',
        partstat: rsvp ? 'NEEDS-ACTION' : 'ACCEPTED',
        rsvp: rsvp ? 'TRUE' : 'FALSE',
      }
      properties.push(['attendee', parameters, 'cal-address', `mailto:${address}`])
    }
  }
  return ['vevent', properties, cancelled ? [] : [alarm(facts)]]
}

export function wallTime(name: string, ms: number): Property {
  return [name, { tzid: TIME_ZONE }, 'date-time', extended(toICalendarLocal(ms))]
}

/** "2026-11-23T00:30:00Z" */
export function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** "20261123T073000" as jCal has it: "2026-11-23T07:30:00". */
function extended(basic: string): string {
  return basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6')
}

/** A double quote ends a parameter in every program that does not know RFC 6868. */
function parameter(text: string): string {
  return text.replaceAll('"', '”').replaceAll('^', '')
}

/** Rings when the lobby opens, so that the line can be tried. */
function alarm(facts: InvitationFacts): Component {
  const minutes = Math.max(facts.lobbyMinutes, 15)
  return [
    'valarm',
    [
      ['action', {}, 'text', 'DISPLAY'],
      ['trigger', {}, 'duration', `-PT${minutes}M`],
      ['description', {}, 'text', `${localTime(facts.startsAt)} ${facts.title}`],
    ],
    [],
  ]
}

/** Vietnam has had one offset since 1975, and no summer time; meetings are not planned before 2000. */
function timeZone(): Component {
  return [
    'vtimezone',
    [['tzid', {}, 'text', TIME_ZONE]],
    [
      [
        'standard',
        [
          ['dtstart', {}, 'date-time', '1975-06-13T00:00:00'],
          ['tzoffsetfrom', {}, 'utc-offset', '+07:00'],
          ['tzoffsetto', {}, 'utc-offset', '+07:00'],
          ['tzname', {}, 'text', '+07'],
        ],
        [],
      ],
    ],
  ]
}
