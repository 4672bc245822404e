import { MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type { EditPlan, PlanInput, Scope } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { normalRule, plannedStarts } from '../../domain/time/recurrence.ts'
import { insertSeries } from '../meetings/seriesTable.ts'
import { editSeries, type SeriesEdit, seriesRows } from './editSeries.ts'
import type { StoredPlan } from './readPlans.ts'
import { newMeetingId, type Occurrence } from './writePlans.ts'

/** Each meeting that the plan asks for. @param first the meeting that becomes the first of them; null = a new one */
export async function occurrencesOf(
  tx: Kysely<Schema>,
  plan: PlanInput,
  draft: boolean,
  now: number,
  first: MeetingId | null = null,
): Promise<Occurrence[]> {
  const common = { phase: draft ? ('draft' as const) : ('scheduled' as const), isException: false, rehearsalOf: null }
  const { startsAt, endsAt, recurrence } = plan
  if (recurrence === null)
    return [
      {
        ...common,
        meetingId: first ?? newMeetingId(),
        isNew: first === null,
        startsAt,
        endsAt,
        seriesId: null,
        recurrenceAt: null,
      },
    ]
  const rrule = normalRule(recurrence.rrule)
  const starts = plannedStarts(recurrence, startsAt)
  if (starts.length === 0)
    throw new MeetingError('recurrenceEmpty', 'all of its meetings are left out', { field: 'recurrence.except' })
  const seriesId = await insertSeries(tx, { rrule, startsAt }, now)
  return starts.map((start, i) => ({
    ...common,
    meetingId: (i === 0 ? first : null) ?? newMeetingId(),
    isNew: i > 0 || first === null,
    startsAt: start,
    endsAt: start + endsAt - startsAt,
    seriesId,
    recurrenceAt: start,
  }))
}

type Edit = Pick<EditPlan, 'plan' | 'draft' | 'scope'> & { readonly dissolve: boolean }

/** The meetings that an edit writes, and those that it ends. */
export async function editedOccurrences(
  tx: Kysely<Schema>,
  before: StoredPlan,
  { plan, draft, scope, dissolve }: Edit,
  now: number,
): Promise<SeriesEdit> {
  const { meetingId, series, recurrenceAt } = before
  if (dissolve) return singleOf(tx, before, plan, draft)
  const toldOne = new Set(before.stored === 'draft' ? [] : [meetingId])
  if (series === null || recurrenceAt === null) {
    if (plan.recurrence !== null && before.rehearsalOf === null) {
      return {
        occurrences: await occurrencesOf(tx, plan, draft, now, meetingId),
        dropped: [],
        toldBefore: toldOne,
        head: null,
        isRetimed: false,
      }
    }
  } else if (scope !== 'this') {
    return editSeries(tx, { before, series, recurrenceAt, plan, draft, scope, now })
  }
  const occurrence: Occurrence = {
    meetingId,
    isNew: false,
    startsAt: plan.startsAt,
    endsAt: plan.endsAt,
    phase: before.stored === 'draft' ? (draft ? 'draft' : 'scheduled') : before.stored,
    seriesId: series?.seriesId ?? null,
    recurrenceAt,
    isException: series !== null,
    rehearsalOf: before.rehearsalOf?.meetingId ?? null,
  }
  return { occurrences: [occurrence], dropped: [], toldBefore: toldOne, head: null, isRetimed: false }
}

/** This meeting alone, of a series that nobody was told of. */
async function singleOf(
  tx: Kysely<Schema>,
  { meetingId, series, rehearsalOf }: StoredPlan,
  { startsAt, endsAt }: PlanInput,
  draft: boolean,
): Promise<SeriesEdit> {
  if (!series || series.drafts < series.count)
    throw new MeetingError('badRequest', 'the invited know of the series', { field: 'dissolve' })
  const rows = await seriesRows(tx, series.seriesId)
  const occurrence: Occurrence = {
    meetingId,
    isNew: false,
    startsAt,
    endsAt,
    phase: draft ? 'draft' : 'scheduled',
    seriesId: null,
    recurrenceAt: null,
    isException: false,
    rehearsalOf: rehearsalOf?.meetingId ?? null,
  }
  const dropped = rows.map((row) => row.meetingId).filter((id) => id !== meetingId)
  return { occurrences: [occurrence], dropped, toldBefore: new Set(), head: null, isRetimed: false }
}

/** Meetings of a series that are still to come, from this one on or all. */
export async function meetingsInScope(
  tx: Kysely<Schema>,
  before: StoredPlan,
  scope: Scope,
  now: number,
  stored: 'scheduled' | 'draft' = 'scheduled',
): Promise<MeetingId[]> {
  if (scope === 'this' || before.series === null || before.recurrenceAt === null) return [before.meetingId]
  const from = scope === 'all' ? 0 : before.recurrenceAt
  const rows = await seriesRows(tx, before.series.seriesId)
  const ids = rows
    .filter((row) => row.recurrenceAt >= from && row.phase === stored && row.startsAt > now)
    .map((row) => row.meetingId)
  return [...new Set([before.meetingId, ...ids])]
}
