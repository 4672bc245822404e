import { fromWallClock, MeetingId } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'
import nodeIcal, { type CalendarResponse, type VEvent } from 'node-ical'
import { expect, test } from 'vitest'
import { normalRule } from '../../domain/time/recurrence.ts'
import { factsOf } from '../../testing/invitationFacts.ts'
import { HOUR, NOON } from '../../testing/people.ts'
import { feedCalendar, meetingCalendar, seriesCalendar } from './invitationCalendar.ts'
import type { InvitationFacts, SeriesFacts } from './InvitationFacts.ts'

const WEEK = 7 * 24 * HOUR
const parties = {
  organizer: { name: 'Quận Ô Môn', address: 'reply+0a@example.vn' },
  attendee: { name: 'Phường Thới An', address: 'ward@example.vn', rsvp: true },
}
const common = {
  parties,
  now: NOON - 48 * HOUR,
  url: (facts: InvitationFacts) => `https://hop.example.vn/meetings/${facts.meetingId}`,
}

/** Reads it by node-ical, which shares no code with what wrote it. */
function eventsOf(text: string): VEvent[] {
  const parsed: CalendarResponse = nodeIcal.sync.parseICS(text)
  return Object.values(parsed).filter((item): item is VEvent => item?.type === 'VEVENT')
}

/** Logical lines, unfolded. */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

function seriesOf(count: number, changes: (index: number) => Partial<InvitationFacts> = () => ({})): SeriesFacts {
  const meetings = Array.from({ length: count }, (_, index) => {
    const startsAt = NOON + index * WEEK
    return factsOf({
      meetingId: MeetingId.parse(`m.s${index}`),
      seriesId: 's.1',
      startsAt,
      endsAt: startsAt + HOUR,
      recurrenceAt: startsAt,
      ...changes(index),
    })
  })
  return { seriesId: 's.1', rrule: `FREQ=WEEKLY;COUNT=${count}`, startsAt: NOON, meetings }
}

test('an invitation is a REQUEST that another library reads as it was meant', () => {
  const text = meetingCalendar(factsOf({ sequence: 2 }), false, common)
  const [event, ...others] = eventsOf(text)
  expect(others).toEqual([])
  expect(event).toMatchObject({
    uid: 'm.1@diem-cau',
    summary: 'Giao ban tháng 11',
    location: 'Phòng họp số 1',
    method: 'REQUEST',
    status: 'CONFIRMED',
    sequence: 2,
    url: 'https://hop.example.vn/meetings/m.1',
  })
  expect(event?.start.getTime()).toBe(NOON)
  expect(event?.end?.getTime()).toBe(NOON + 2 * HOUR)
  expect(event?.start.tz).toBe('Asia/Ho_Chi_Minh')
  const lines = linesOf(text)
  expect(lines).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T120000')
  expect(lines).toContain('ORGANIZER;CN=Quận Ô Môn:mailto:reply+0a@example.vn')
  expect(lines).toContain(
    'ATTENDEE;CN=Phường Thới An;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ward@example.vn',
  )
  expect(lines).toContain('BEGIN:VTIMEZONE')
  expect(lines).toContain('TZOFFSETTO:+0700')
  expect(lines).toContain('BEGIN:VALARM')
  expect(lines).toContain('TRIGGER:-PT60M')
})

test('a cancellation has the UID of the invitation and METHOD:CANCEL', () => {
  const [event] = eventsOf(meetingCalendar(factsOf({ sequence: 3, phase: 'cancelled' }), true, common))
  expect(event).toMatchObject({ uid: 'm.1@diem-cau', method: 'CANCEL', status: 'CANCELLED', sequence: 3 })
})

test('no line is longer than 75 octets, and none of its letters is cut in two', () => {
  const text = meetingCalendar(factsOf({ title: 'Ữ'.repeat(300), description: 'Đề nghị '.repeat(200) }), false, common)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  expect(text).not.toContain('�')
  expect(eventsOf(text)[0]?.summary).toBe('Ữ'.repeat(300))
})

test('markup, quotes and line ends in a field stay in their field', () => {
  const evil = 'Họp; "A", B\\C <b>\u2028x'
  const text = meetingCalendar(
    factsOf({ title: evil, description: 'dòng 1\nEND:VEVENT\nATTENDEE:mailto:evil@example.com' }),
    false,
    {
      ...common,
      parties: {
        ...parties,
        attendee: { name: 'Xã "A";ROLE=CHAIR:mailto:evil@example.com', address: 'ward@example.vn', rsvp: true },
      },
    },
  )
  const [event, ...others] = eventsOf(text)
  expect(others).toEqual([])
  expect(event?.summary).toBe(evil.replace('\u2028', ' '))
  expect(event?.description).toContain('dòng 1\nEND:VEVENT\nATTENDEE:mailto:evil@example.com')
  const lines = linesOf(text)
  expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
  expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toEqual([
    'ATTENDEE;CN="Xã ”A”;ROLE=CHAIR:mailto:evil@example.com";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ward@example.vn',
  ])
})

test('what ends a line in some programs, or has no place in a text, is in no property, the alarm included', () => {
  const evil = 'A\u2028BEGIN:VALARM\u2029x\u0085y\u0000\ud800\uffff\u202e'
  const chair = { ...factsOf().chair, name: evil }
  const facts = factsOf({ title: evil, place: evil, description: evil, chair })
  const parties = {
    organizer: { name: evil, address: 'a@b.vn' },
    attendee: { name: evil, address: 'ward@example.vn', rsvp: true },
  }
  for (const text of [meetingCalendar(facts, false, { ...common, parties }), feedCalendar(evil, [facts], common)]) {
    expect(text).not.toMatch(/[\u0085\u2028\u2029\u202e\uffff\p{Cs}]|(?![\r\n])\p{Cc}/u)
    expect(linesOf(text).filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1)
    expect(linesOf(text).find((line) => line.startsWith('DESCRIPTION:12:00 A'))).toContain(
      String.raw`A\nBEGIN:VALARM\nx\ny`,
    )
  }
})

test('a series is one event with a rule; what was left out is EXDATE, what differs an exception of the same UID', () => {
  const full = seriesOf(5, (index) =>
    index === 3
      ? { startsAt: NOON + 3 * WEEK + HOUR, endsAt: NOON + 3 * WEEK + 2 * HOUR, isException: true, sequence: 4 }
      : {},
  )
  const series = { ...full, meetings: full.meetings.filter((_, index) => index !== 1) }
  const text = seriesCalendar(series, false, common)
  const events = eventsOf(text)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({ uid: 's.1@diem-cau', sequence: 4 })
  expect(events[0]?.rrule?.all().map((start) => start.getTime())).toHaveLength(5)
  const lines = linesOf(text)
  expect(lines).toContain('RRULE:FREQ=WEEKLY;COUNT=5')
  expect(lines).toContain('EXDATE;TZID=Asia/Ho_Chi_Minh:20261130T120000')
  expect(lines).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261214T120000')
  expect(lines).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20261214T130000')
  expect(lines.filter((line) => line.startsWith('UID:'))).toEqual(['UID:s.1@diem-cau', 'UID:s.1@diem-cau'])
})

test('UNTIL is in UTC, and the last meeting is within it', () => {
  const series = { ...seriesOf(3), rrule: 'FREQ=WEEKLY;UNTIL=20261208T165959Z' }
  const lines = linesOf(seriesCalendar(series, false, common))
  expect(lines).toContain('RRULE:FREQ=WEEKLY;UNTIL=20261207T050000Z')
})

test('UNTIL is the last start by the clock of the office, at any hour of its day, and no date is added besides the rule', () => {
  const at = (hour: number, week: number) => fromWallClock(2026, 10, 23, hour) + week * WEEK
  for (const hour of [0, 6, 7, 17, 23]) {
    const series = {
      ...seriesOf(3, (index) => ({
        startsAt: at(hour, index),
        endsAt: at(hour, index) + HOUR,
        recurrenceAt: at(hour, index),
      })),
      rrule: normalRule('FREQ=WEEKLY;UNTIL=20261207'),
      startsAt: at(hour, 0),
    }
    const lines = linesOf(seriesCalendar(series, false, common))
    expect(lines, `${hour} o'clock`).toContain(
      `RRULE:FREQ=WEEKLY;UNTIL=${new Date(at(hour, 2)).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`,
    )
    expect(
      lines.filter((line) => /^(RDATE|EXDATE)/.test(line)),
      `${hour} o'clock`,
    ).toEqual([])
  }
})

test('a change to one meeting of a series names it by RECURRENCE-ID', () => {
  const facts = seriesOf(3).meetings[1]
  if (!facts) throw new Error('no meeting')
  const text = meetingCalendar({ ...facts, startsAt: facts.startsAt + HOUR }, false, common)
  expect(linesOf(text)).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261130T120000')
  expect(linesOf(text)).toContain('UID:s.1@diem-cau')
})

test('a feed has each meeting once, cancelled ones as such, and says its name and when to come again', () => {
  const meetings = [
    factsOf(),
    factsOf({ meetingId: MeetingId.parse('m.2'), phase: 'cancelled' }),
    ...seriesOf(2).meetings,
  ]
  const text = feedCalendar('Lịch họp: Trần Thị Bé', meetings, common)
  const events = eventsOf(text)
  expect(events.map(({ uid }) => uid).sort()).toEqual([
    'm.1@diem-cau',
    'm.2@diem-cau',
    'm.s0@diem-cau',
    'm.s1@diem-cau',
  ])
  expect(events.find(({ uid }) => uid === 'm.2@diem-cau')?.status).toBe('CANCELLED')
  const lines = linesOf(text)
  expect(lines).toContain('METHOD:PUBLISH')
  expect(lines).toContain('X-WR-CALNAME:Lịch họp: Trần Thị Bé')
  expect(lines).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H')
  expect(lines.some((line) => line.startsWith('ATTENDEE'))).toBe(false)
  // The library that wrote it reads it too.
  expect(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')).toHaveLength(4)
})
