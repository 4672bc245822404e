import {
  connectedUnits,
  type LoggedEvent,
  type MeetingState,
  type UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import { BRIEF_MINUTES } from '@diem-cau/signaling-contract/office'
import { replay, timesOf } from './replay.ts'
import { type Span, within } from './Span.ts'

export type AttendanceRules = {
  /** A unit that comes later than this after the formal start is late; one that goes earlier than this before the end left early. */
  readonly lateAfterMs: number
  /** A line that is gone for less than this is no absence: it broke, or the PC was started anew, and came back. */
  readonly briefMs: number
}

export const attendanceRules: AttendanceRules = { lateAfterMs: 5 * 60_000, briefMs: BRIEF_MINUTES * 60_000 }

/** A unit at the meeting (SPEC 10.4). Times are milliseconds since the epoch. */
export type UnitAttendance = {
  readonly unit: UnitRef
  /** Invited; false: came all the same, as the host's own people do. */
  readonly expected: boolean
  /** The time at which it was invited while the meeting went on; null: before. */
  readonly addedAt: number | null
  /** The first who stands for it came in, perhaps long before the start. */
  readonly firstSeenAt: number | null
  /** Times in which somebody who stands for it was connected: in order, disjoint. */
  readonly intervals: readonly Span[]
  /** The confirmation of its presence: when it was given first, and how many people and who, as confirmed last. */
  readonly confirmed: { readonly at: number; readonly count: number; readonly people: readonly string[] } | null
  /** True when it was connected while the meeting went on, or confirmed by the secretary. */
  readonly attended: boolean
  /** The time at which it was first connected after the start; null: it was there at the start, or never. */
  readonly arrivedAt: number | null
  /** True only for units that are expected: others cannot be late, or leave early. */
  readonly late: boolean
  /** Gone for longer than a broken line is; `to` null: did not come back. */
  readonly absences: readonly { readonly from: number; readonly to: number | null }[]
  readonly leftEarlyAt: number | null
  /** The reason of its absence; '' = no reason was given; null: it attended. */
  readonly absent: string | null
}

type Seen = {
  unit: UnitRef
  expected: boolean
  firstSeenAt: number | null
  since: number | null
  intervals: Span[]
  confirmedAt: number | null
}

/** Finds from the log alone who was there, unit by unit: those that are expected in their order, then the others as they came. */
export function attendance(events: readonly LoggedEvent[], rules: AttendanceRules = attendanceRules): UnitAttendance[] {
  const units = new Map<UnitCode, Seen>()
  const seen = (unit: UnitRef): Seen => {
    const known = units.get(unit.code) ?? {
      unit,
      expected: false,
      firstSeenAt: null,
      since: null,
      intervals: [],
      confirmedAt: null,
    }
    units.set(unit.code, known)
    return known
  }
  const { startedAt, endedAt, from, to } = timesOf(events)
  let last: MeetingState | null = null
  for (const { at, event, before, after } of replay(events)) {
    last = after
    if (before.participants !== after.participants) {
      const connected = connectedUnits(after)
      for (const unit of connected.values()) {
        const entry = seen(unit)
        entry.firstSeenAt ??= at
        entry.since ??= at
      }
      for (const entry of units.values()) if (entry.since !== null && !connected.has(entry.unit.code)) leave(entry, at)
    }
    if (event.type === 'programmeSet') for (const unit of event.units) seen(unit)
    if (event.type === 'presenceConfirmed') {
      const entry = units.get(event.unitCode)
      if (entry) entry.confirmedAt ??= at
    }
  }
  for (const entry of units.values()) leave(entry, to)
  const presence = new Map(last?.conduct.units.map((unit) => [unit.code, unit]) ?? [])
  const order = [...presence.keys()].flatMap((code) => units.get(code) ?? [])
  // Units that were taken out of the invitation and never came are nobody's concern.
  const others = [...units.values()].filter(({ unit, firstSeenAt }) => !presence.has(unit.code) && firstSeenAt !== null)
  return [...order, ...others].map(({ unit, firstSeenAt, intervals, confirmedAt }) => {
    const said = presence.get(unit.code)
    const there = within(intervals, from, to)
    const confirmed =
      said?.confirmed && confirmedAt !== null
        ? { at: confirmedAt, count: said.confirmed.count, people: said.confirmed.people }
        : null
    const excused = said?.excused ?? null
    const attended = there.length > 0 || (confirmed !== null && excused === null)
    const first = there[0]?.from ?? null
    const arrivedAt = first !== null && startedAt !== null && first > startedAt ? first : null
    const addedAt = said?.addedAt != null && startedAt !== null && said.addedAt > startedAt ? said.addedAt : null
    const leftAt = there.at(-1)?.to ?? null
    return {
      unit: said ? { code: said.code, name: said.name } : unit,
      expected: said !== undefined,
      addedAt,
      firstSeenAt,
      intervals,
      confirmed,
      attended,
      arrivedAt,
      late:
        said !== undefined &&
        arrivedAt !== null &&
        startedAt !== null &&
        arrivedAt - Math.max(startedAt, addedAt ?? 0) > rules.lateAfterMs,
      absences: absencesIn(there, to, rules.briefMs),
      leftEarlyAt:
        said !== undefined && endedAt !== null && leftAt !== null && endedAt - leftAt > rules.lateAfterMs
          ? leftAt
          : null,
      absent: attended ? null : (excused ?? ''),
    }
  })
}

function leave(entry: Seen, at: number): void {
  if (entry.since !== null && at > entry.since) entry.intervals.push({ from: entry.since, to: at })
  entry.since = null
}

/** @param end of the meeting; what is open until then has `to` null */
export function absencesIn(
  there: readonly Span[],
  end: number,
  briefMs: number,
): { from: number; to: number | null }[] {
  return there.flatMap(({ to }, index) => {
    const back = there[index + 1]?.from ?? null
    return (back ?? end) - to >= briefMs ? [{ from: to, to: back }] : []
  })
}
