import { DAY_MS, MeetingError } from '@diem-cau/signaling-contract'
import { endedBefore, movedRule, normalRule, restAfter, startsOf } from '../../domain/time/recurrence.ts'

export type SeriesNow = {
  /** The rule as it is kept. */
  readonly rrule: string
  readonly startsAt: number
  /** The start of each occurrence that is on record, by the rule. */
  readonly recurrences: readonly number[]
}

export type SeriesAsk = {
  /** Start by the rule of the first occurrence that changes. */
  readonly from: number
  /** The occurrence that is edited: its start by the rule, and where it goes. */
  readonly edited: { readonly recurrenceAt: number; readonly startsAt: number; readonly movedBy: number }
  /** Null: the series keeps its rule. */
  readonly recurrence: { readonly rrule: string; readonly except: readonly number[] } | null
  /** Nobody was told of the series: days that were left out have meetings again, unless `recurrence` leaves them out. */
  readonly isUnsent: boolean
}

export type SeriesChange = {
  /** The rule of the meetings that change; `startsAt` is that of the first of them. */
  readonly rrule: string
  readonly startsAt: number
  /** The part of the series before them; null: they are all of it, or the rule holds for both. */
  readonly head: { readonly rrule: string } | null
  /** Old start by the rule -> new one. */
  readonly moved: ReadonlyMap<number, number>
  /** Starts that had no meeting before. */
  readonly added: readonly number[]
  /** Old starts that have none any more. */
  readonly dropped: readonly number[]
}

/**
 * Finds what becomes of a series when it is changed from one occurrence on. Occurrences keep their place in the row:
 * the third one after the change is the third one before, whatever day it falls on. Pure.
 * @throws MeetingError `invalidRecurrence`, `recurrenceDay`, `recurrenceTooLong`, `recurrenceEmpty`
 */
export function seriesChange(series: SeriesNow, ask: SeriesAsk): SeriesChange {
  const old = startsOf(series.rrule, series.startsAt)
  const done = old.indexOf(ask.from)
  if (done === -1)
    throw new MeetingError('invalidRecurrence', 'no occurrence of the series', { field: 'recurrence.rrule' })
  const rest = old.slice(done)
  const given = ask.recurrence === null ? series.rrule : normalRule(ask.recurrence.rrule)
  const otherRule = given !== series.rrule
  const { movedBy } = ask.edited
  if (!otherRule && movedBy === 0) {
    const dropped = leftOut(ask, rest, series)
    const moved = new Map(rest.filter((at) => !dropped.includes(at)).map((at) => [at, at]))
    return {
      rrule: series.rrule,
      startsAt: series.startsAt,
      head: null,
      moved,
      added: takenBack(ask, rest, rest, series),
      dropped,
    }
  }
  // A count that was left as it is means the end of the series, not so many more.
  const shared = otherRule ? given : movedRule(series.rrule, ask.edited.recurrenceAt, ask.edited.startsAt)
  const rrule = countOf(shared) === countOf(series.rrule) ? restAfter(shared, done) : shared
  const exact = otherRule && ask.from === ask.edited.recurrenceAt
  const startsAt = exact ? ask.edited.startsAt : firstOf(rrule, ask.from + movedBy)
  const starts = startsOf(rrule, startsAt)
  if (!otherRule && starts[rest.indexOf(ask.edited.recurrenceAt)] !== ask.edited.startsAt) {
    throw new MeetingError('recurrenceDay', 'the series cannot be moved so: give it another rule', {
      field: 'startsAt',
    })
  }
  const except = new Set(ask.recurrence?.except)
  const moved = new Map<number, number>()
  rest.forEach((at, i) => {
    const to = starts[i]
    if (to !== undefined && !except.has(to)) moved.set(at, to)
  })
  return {
    rrule,
    startsAt,
    head: done === 0 ? null : { rrule: endedBefore(series.rrule, ask.from) },
    moved,
    added: [...takenBack(ask, rest, starts, series), ...starts.slice(rest.length).filter((at) => !except.has(at))],
    dropped: rest.filter((at) => !moved.has(at) && series.recurrences.includes(at)),
  }
}

function leftOut(ask: SeriesAsk, rest: readonly number[], { recurrences }: SeriesNow): number[] {
  const except = new Set(ask.recurrence?.except)
  return rest.filter((at) => except.has(at) && recurrences.includes(at))
}

/** Places of the rule that had no meeting, and have one now. */
function takenBack(
  { recurrence, isUnsent }: SeriesAsk,
  rest: readonly number[],
  starts: readonly number[],
  { recurrences }: SeriesNow,
): number[] {
  if (!isUnsent || recurrence === null) return []
  return rest.flatMap((at, i) => {
    const start = starts[i]
    return start === undefined || recurrences.includes(at) || recurrence.except.includes(start) ? [] : [start]
  })
}

function countOf(rrule: string): string | undefined {
  return /COUNT=(\d+)/.exec(rrule)?.[1]
}

/** The occurrence next to where the first one would be by the same move: months are not equally long. */
function firstOf(rrule: string, near: number): number {
  let refused: unknown = null
  for (const days of [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6]) {
    try {
      return startsOf(rrule, near + days * DAY_MS)[0] ?? near
    } catch (error) {
      refused ??= error
    }
  }
  throw refused
}
