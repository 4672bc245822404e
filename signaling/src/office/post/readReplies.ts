import { fitLine, localDate, localTime, writtenDate } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'
import type { CalendarReply } from '../invitations/Answering.ts'
import type { CalendarText } from '../invitations/calendarTexts.ts'
import { dropUnsoundZones, instantOf } from '../invitations/wallClock.ts'

/** Answers of one mail that are taken: a program answers one date, or the series. */
const MAX_ANSWERS = 20
const MAX_ATTENDEES = 20
const MAX_NOTE = 500

const ANSWERS: ReadonlyMap<string, CalendarReply['attendees'][number]['answer']> = new Map([
  ['ACCEPTED', 'attending'],
  ['DECLINED', 'declined'],
  ['TENTATIVE', 'tentative'],
])

/** Properties that an answer is read from. The others of a calendar are large, or broken, and say nothing here. */
const NEEDED =
  /^(BEGIN|END|VERSION|METHOD|UID|RECURRENCE-ID|ATTENDEE|COMMENT|X-CALENDARSERVER-ATTENDEE-COMMENT|DTSTAMP|DTSTART|TZID|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)[;:]/i

/** Some programs write the answer's words in these parameters of ATTENDEE. */
const COMMENT_PARAMETERS = ['x-response-comment', 'x-calendarserver-response-comment']

/** An answer as a calendar program wrote it, before it is known whose it is. */
export type WrittenReply = Omit<CalendarReply, 'code' | 'from'>

/**
 * The answers in calendars as programs write them (iTIP REPLY, and COUNTER, which answers and proposes another time; RFC 5546
 * §3.2.3, §3.2.7). The same one twice counts once.
 * @returns those that are taken, and how many more there were
 */
export function readReplies(calendars: readonly CalendarText[]): { replies: WrittenReply[]; left: number } {
  const found = new Map<string, WrittenReply>()
  let left = 0
  for (const { text, method } of calendars) {
    const { lines, beyond } = neededLines(text)
    const calendar = parse(lines)
    if (!calendar) continue
    const said = String(calendar.getFirstPropertyValue('method') ?? method)
      .trim()
      .toUpperCase()
    if (said !== 'REPLY' && said !== 'COUNTER') continue
    // The same ones are in a part of the mail and in a file of it.
    left = Math.max(left, beyond)
    dropUnsoundZones(calendar)
    for (const event of calendar.getAllSubcomponents('vevent')) {
      const reply = readReply(event, said === 'COUNTER')
      if (!reply) continue
      const key = JSON.stringify([reply.eventId, reply.date])
      if (found.has(key) || found.size < MAX_ANSWERS) found.set(key, reply)
      else left += 1
    }
  }
  return { replies: [...found.values()], left }
}

function readReply(event: InstanceType<typeof ICAL.Component>, isCounter: boolean): WrittenReply | null {
  const uid = String(event.getFirstPropertyValue('uid') ?? '').trim()
  const [, eventId] = /^([\w.-]{1,80})@diem-cau$/.exec(uid) ?? []
  const people = event.getAllProperties('attendee').slice(0, MAX_ATTENDEES)
  const attendees = people.map((attendee) => ({
    address: addressOf(attendee),
    answer: ANSWERS.get(partstatOf(attendee)) ?? null,
  }))
  if (eventId === undefined || attendees.every(({ answer }) => answer === null)) return null
  const startsAt = isCounter ? instantOf(event.getFirstProperty('dtstart')) : null
  return {
    eventId,
    date: dateOf(event),
    attendees,
    note: noteOf(event, people, startsAt),
    writtenAt: instantOf(event.getFirstProperty('dtstamp')),
  }
}

/** Finds which date of a series it is about; some programs give the day alone. */
function dateOf(event: InstanceType<typeof ICAL.Component>): WrittenReply['date'] {
  const property = event.getFirstProperty('recurrence-id')
  const value: unknown = property?.getFirstValue()
  if (!(value instanceof ICAL.Time)) return null
  if (value.isDate) return { day: value.toString() }
  const at = instantOf(property)
  return at === null ? null : { at }
}

function noteOf(
  event: InstanceType<typeof ICAL.Component>,
  people: readonly InstanceType<typeof ICAL.Property>[],
  proposedAt: number | null,
): string {
  const written = [
    ...[...event.getAllProperties('comment'), ...event.getAllProperties('x-calendarserver-attendee-comment')].map(
      (comment) => String(comment.getFirstValue() ?? ''),
    ),
    ...people.flatMap((person) => COMMENT_PARAMETERS.map((name) => parameter(person, name))),
    ...(proposedAt === null ? [] : [`Đề nghị họp lúc ${localTime(proposedAt)}, ${writtenDate(localDate(proposedAt))}`]),
  ].map((text) => fitLine(text, MAX_NOTE))
  return fitLine([...new Set(written)].filter((text) => text !== '').join('. '), MAX_NOTE)
}

/** Its parameter; a colon in a name that is not quoted makes it a piece of the value. */
function partstatOf(attendee: InstanceType<typeof ICAL.Property>): string {
  const written =
    parameter(attendee, 'partstat') || (/;PARTSTAT=([A-Z-]+)/i.exec(String(attendee.getFirstValue() ?? ''))?.[1] ?? '')
  return written.trim().toUpperCase()
}

/** Looks for the address from the end, for the same reason. An attendee that is no address has one as parameter. */
function addressOf(attendee: InstanceType<typeof ICAL.Property>): string {
  const [, address] = /mailto:\s*([^\s:;"<>]+)$/i.exec(String(attendee.getFirstValue() ?? '')) ?? []
  return (address ?? parameter(attendee, 'email').replace(/^mailto:/i, '')).toLowerCase()
}

function parameter(property: InstanceType<typeof ICAL.Property>, name: string): string {
  return property.getFirstParameter(name) ?? ''
}

/** Unfolded, without what is not needed and without the events that are too many: only what is left is parsed. */
function neededLines(text: string): { lines: string; beyond: number } {
  const lines: string[] = []
  let events = 0
  for (const line of text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)) {
    if (/^BEGIN:VEVENT\s*$/i.test(line)) events += 1
    if (events <= MAX_ANSWERS && NEEDED.test(line)) lines.push(line)
  }
  const beyond = Math.max(0, events - MAX_ANSWERS)
  return { lines: [...lines, ...(beyond > 0 ? ['END:VCALENDAR'] : [])].join('\r\n'), beyond }
}

function parse(lines: string): InstanceType<typeof ICAL.Component> | null {
  try {
    const calendar = new ICAL.Component(ICAL.parse(lines))
    return calendar.name === 'vcalendar' ? calendar : null
  } catch {
    return null
  }
}
