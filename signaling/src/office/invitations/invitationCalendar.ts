import { TIME_ZONE } from '@diem-cau/signaling-contract'
import ICAL from 'ical.js'
import { recordedStarts } from '../../domain/time/recurrence.ts'
import {
  calendarEvent,
  calendarText,
  type Component,
  type EventParties,
  wallTime,
  type Property,
  uidOf,
  utc,
} from './calendarEvent.ts'
import type { InvitationFacts, SeriesFacts } from './InvitationFacts.ts'

type Common = { readonly parties: EventParties; readonly now: number; readonly url: (facts: InvitationFacts) => string }

/** The event that a meeting is in the calendars of the invited: of a series, the series. */
export function eventUid(facts: Pick<InvitationFacts, 'meetingId' | 'seriesId'>): string {
  return uidOf(facts.seriesId ?? facts.meetingId)
}

/** One meeting, asked for or cancelled (iTIP, RFC 5546); of a series, this one alone. */
export function meetingCalendar(facts: InvitationFacts, cancelled: boolean, { parties, now, url }: Common): string {
  return calendarText(cancelled ? 'CANCEL' : 'REQUEST', [
    calendarEvent(facts, {
      uid: eventUid(facts),
      parties,
      now,
      cancelled,
      sequence: facts.sequence,
      url: url(facts),
      ...(facts.seriesId === null ? {} : { recurrenceId: facts.recurrenceAt ?? facts.startsAt }),
    }),
  ])
}

/**
 * A whole series: one event with a rule, and what differs from it as exceptions of the same UID. Calendar
 * programs take no more than one UID from a mail (RFC 5546 §3.2.2).
 */
export function seriesCalendar(series: SeriesFacts, cancelled: boolean, { parties, now, url }: Common): string {
  const held = series.meetings.filter(({ phase }) => phase !== 'cancelled')
  const regular = held.filter(({ isException }) => !isException)
  const first = regular.at(-1) ?? held.at(-1) ?? series.meetings.at(-1)
  if (!first) throw new Error(`series ${series.seriesId} has no meetings`)
  const starts = recordedStarts(series.rrule, series.startsAt)
  const byRule = new Map(
    (cancelled ? series.meetings : held).map((facts) => [facts.recurrenceAt ?? facts.startsAt, facts]),
  )
  const planned = new Set(starts)
  const base: InvitationFacts = {
    ...first,
    startsAt: series.startsAt,
    endsAt: series.startsAt + (first.endsAt - first.startsAt),
  }
  // The sequence of all of it together grows with whichever of them grows.
  const sequence = Math.max(...series.meetings.map((facts) => facts.sequence))
  const common = { uid: uidOf(series.seriesId), parties, now, cancelled, sequence }
  const rule: Property[] = [
    ['rrule', {}, 'recur', ruleOf(series.rrule, starts)],
    ...starts.filter((start) => !byRule.has(start)).map((start) => wallTime('exdate', start)),
    ...[...byRule.keys()].filter((start) => !planned.has(start)).map((start) => wallTime('rdate', start)),
  ]
  const exceptions: Component[] = cancelled
    ? []
    : [...byRule]
        .filter(([start, facts]) => differs(facts, start, base))
        .map(([start, facts]) => calendarEvent(facts, { ...common, url: url(facts), recurrenceId: start }))
  return calendarText(cancelled ? 'CANCEL' : 'REQUEST', [
    calendarEvent(base, { ...common, url: url(first), rule }),
    ...exceptions,
  ])
}

/** A calendar to subscribe to: each meeting an event of its own, because not every program knows exceptions of a rule that it has not seen. */
export function feedCalendar(
  name: string,
  meetings: readonly InvitationFacts[],
  { now, url }: Pick<Common, 'now' | 'url'>,
): string {
  const events = meetings.map((facts) =>
    calendarEvent(facts, {
      uid: uidOf(facts.meetingId),
      parties: null,
      now: stampOf(facts, now),
      cancelled: facts.phase === 'cancelled',
      sequence: facts.sequence,
      url: url(facts),
    }),
  )
  return calendarText('PUBLISH', events, [
    // RFC 7986, and what came before it.
    ['name', {}, 'text', name],
    ['x-wr-calname', {}, 'unknown', name.replaceAll(/[\\,;]/g, String.raw`\$&`)],
    ['x-wr-timezone', {}, 'unknown', TIME_ZONE],
    ['refresh-interval', {}, 'duration', 'PT1H'],
    ['x-published-ttl', {}, 'unknown', 'PT1H'],
  ])
}

/** The same feed is the same text until something changes: then it is not sent again. */
function stampOf(facts: InvitationFacts, now: number): number {
  return facts.updatedAt > 0 ? facts.updatedAt : Math.min(now, facts.startsAt)
}

function differs(facts: InvitationFacts, start: number, base: InvitationFacts): boolean {
  return (
    facts.startsAt !== start ||
    facts.endsAt - facts.startsAt !== base.endsAt - base.startsAt ||
    facts.title !== base.title ||
    facts.place !== base.place ||
    facts.description !== base.description ||
    facts.chair.accountId !== base.chair.accountId ||
    JSON.stringify(facts.agenda) !== JSON.stringify(base.agenda)
  )
}

/** Writes the rule as jCal has it. UNTIL becomes the last start, in UTC as it must be where DTSTART has a zone (RFC 5545 §3.3.10). */
function ruleOf(rrule: string, starts: readonly number[]): Record<string, unknown> {
  const recur = ICAL.Recur.fromString(rrule)
  const last = starts.at(-1)
  if (recur.until && last !== undefined) recur.until = ICAL.Time.fromDateTimeString(utc(last))
  return recur.toJSON()
}
