import type { MeetingId, Phase } from '@diem-cau/signaling-contract'
import type { EditPlan, Plan } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { moveInSeries, setSequence } from '../meetings/meetingTable.ts'
import { editSeriesRule, insertSeries } from '../meetings/seriesTable.ts'
import type { StoredPlan } from './readPlans.ts'
import { seriesChange } from './seriesChange.ts'
import { newMeetingId, type Occurrence } from './writePlans.ts'

export type SeriesRow = {
  readonly meetingId: MeetingId
  readonly recurrenceAt: number
  readonly startsAt: number
  readonly phase: Phase
  readonly isException: boolean
  readonly sequence: number
}

/** The meetings of a series, in the order of the rule. */
export async function seriesRows(db: Kysely<Schema>, seriesId: string): Promise<SeriesRow[]> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'recurrence_at', 'starts_at', 'phase', 'is_exception', 'sequence'])
    .where('series_id', '=', seriesId)
    .orderBy('recurrence_at')
    .execute()
  return rows.map((row) => ({
    meetingId: row.id,
    recurrenceAt: row.recurrence_at ?? row.starts_at,
    startsAt: row.starts_at,
    phase: row.phase,
    isException: row.is_exception === 1,
    sequence: row.sequence,
  }))
}

type Ask = Pick<EditPlan, 'plan' | 'draft' | 'scope'> & {
  readonly before: StoredPlan
  readonly series: NonNullable<Plan['series']>
  readonly recurrenceAt: number
  readonly now: number
}

export type SeriesEdit = {
  readonly occurrences: Occurrence[]
  readonly dropped: MeetingId[]
  readonly toldBefore: Set<MeetingId>
  /** The part of the former series that comes before; null: it goes on as the same one. */
  readonly head: { readonly seriesId: string; readonly meetingIds: MeetingId[] } | null
  /** Others than the edited one take place at other times. */
  readonly isRetimed: boolean
}

/**
 * "This and all that follow", or all that are still to come: which meetings are to be written, with which times.
 * Writes the series itself, and moves those along that were edited on their own: they keep what they were given.
 */
export async function editSeries(
  tx: Kysely<Schema>,
  { before, series, recurrenceAt, plan, draft, scope, now }: Ask,
): Promise<SeriesEdit> {
  const rows = await seriesRows(tx, series.seriesId)
  const { change, from, written, dropped, isEdited } = touched(rows, { before, series, recurrenceAt, plan, scope, now })

  const rule = { rrule: change.rrule, startsAt: change.startsAt }
  const seriesId = change.head ? await insertSeries(tx, rule, now) : series.seriesId
  await editSeriesRule(tx, series.seriesId, change.head ?? rule)
  // Exceptions and what is cancelled or over: they only belong to the rule by its new name.
  for (const row of rows.filter(
    (row) => row.recurrenceAt >= from && !written.includes(row) && !dropped.includes(row),
  )) {
    const to = change.moved.get(row.recurrenceAt) ?? row.recurrenceAt
    if (seriesId === series.seriesId && to === row.recurrenceAt) continue
    await moveInSeries(tx, row.meetingId, { seriesId, recurrenceAt: to })
  }

  const length = plan.endsAt - plan.startsAt
  const phaseOf = (row: SeriesRow): Phase => (row.phase === 'draft' && !draft ? 'scheduled' : row.phase)
  const common = { seriesId, rehearsalOf: null }
  const kept = written.map((row): Occurrence => {
    const at = change.moved.get(row.recurrenceAt) ?? row.recurrenceAt
    // A meeting that was moved on its own stays where it is, or goes where it is put now.
    const startsAt = isEdited(row) ? plan.startsAt : at
    return {
      ...common,
      meetingId: row.meetingId,
      isNew: false,
      startsAt,
      endsAt: startsAt + length,
      phase: phaseOf(row),
      recurrenceAt: at,
      isException: startsAt !== at,
    }
  })
  const added = change.added.map((at): Occurrence => ({
    ...common,
    meetingId: newMeetingId(),
    isNew: true,
    startsAt: at,
    endsAt: at + length,
    phase: draft ? 'draft' : 'scheduled',
    recurrenceAt: at,
    isException: false,
  }))
  return {
    occurrences: [...kept, ...added].toSorted((a, b) => a.startsAt - b.startsAt),
    dropped: dropped.map((row) => row.meetingId),
    toldBefore: new Set(written.filter((row) => row.phase !== 'draft').map((row) => row.meetingId)),
    head: change.head ? await closeHead(tx, series.seriesId, rows, from) : null,
    isRetimed: written.some((row) => change.moved.get(row.recurrenceAt) !== row.recurrenceAt) || added.length > 0,
  }
}

/** Finds when the meetings take place that such an edit would write, also those that would be new. @throws as `seriesChange` */
export async function editedTimes(
  db: Kysely<Schema>,
  ask: Omit<Ask, 'draft'>,
): Promise<{ startsAt: number; endsAt: number }[]> {
  const { change, written, isEdited } = touched(await seriesRows(db, ask.series.seriesId), ask)
  const starts = [
    ...written.map((row) =>
      isEdited(row) ? ask.plan.startsAt : (change.moved.get(row.recurrenceAt) ?? row.recurrenceAt),
    ),
    ...change.added,
  ]
  return starts.map((startsAt) => ({ startsAt, endsAt: startsAt + ask.plan.endsAt - ask.plan.startsAt }))
}

/** Finds which meetings are written anew, and which are dropped. Those that were edited on their own stay as they are. */
function touched(rows: readonly SeriesRow[], { before, series, recurrenceAt, plan, scope, now }: Omit<Ask, 'draft'>) {
  const isEdited = (row: SeriesRow) => row.meetingId === before.meetingId
  const isToCome = (row: SeriesRow) =>
    isEdited(row) || ((row.phase === 'draft' || row.phase === 'scheduled') && row.startsAt > now)
  const toCome = rows.filter(isToCome)
  const from = scope === 'following' ? recurrenceAt : Math.min(...toCome.map((row) => row.recurrenceAt))
  const affected = toCome.filter((row) => row.recurrenceAt >= from)
  const movedBy = plan.startsAt - before.startsAt
  const change = seriesChange(
    {
      rrule: series.rrule,
      startsAt: before.seriesStartsAt ?? recurrenceAt,
      recurrences: affected.map((row) => row.recurrenceAt),
    },
    {
      from,
      edited: { recurrenceAt, startsAt: recurrenceAt + movedBy, movedBy },
      recurrence: plan.recurrence,
      isUnsent: series.drafts === series.count,
    },
  )
  const written = affected.filter((row) => (isEdited(row) || !row.isException) && change.moved.has(row.recurrenceAt))
  const dropped = affected.filter(
    (row) => change.dropped.includes(row.recurrenceAt) && (isEdited(row) || !row.isException),
  )
  return { change, from, written, dropped, isEdited }
}

/** Raises the version of the shortened series for calendar programs, also of the meetings that left it. */
async function closeHead(
  tx: Kysely<Schema>,
  seriesId: string,
  before: readonly SeriesRow[],
  from: number,
): Promise<SeriesEdit['head']> {
  const left = before
    .filter(({ phase, recurrenceAt }) => phase !== 'draft' && phase !== 'cancelled' && recurrenceAt < from)
    .map(({ meetingId }) => meetingId)
  if (left.length === 0) return null
  const sequence = Math.max(...before.map((row) => row.sequence)) + 1
  await setSequence(tx, left, sequence)
  return { seriesId, meetingIds: left }
}
