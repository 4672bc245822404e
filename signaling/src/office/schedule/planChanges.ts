import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import { bumpSequence, cancelMeetings } from '../meetings/meetingTable.ts'
import type { SeriesEdit } from './editSeries.ts'
import { inviteesOf } from './planDiff.ts'
import type { PlanChange, PlanField, PlanHooks } from './PlanHooks.ts'
import type { PlanActor, PlanPapers } from './PlanPapers.ts'
import type { StoredPlan } from './readPlans.ts'
import { deletePlans, type Occurrence } from './writePlans.ts'

/** Tells the rest of the office of meetings that were written; nothing when nothing changed that the invited know. */
export async function tellChange(
  hooks: PlanHooks,
  tx: Kysely<Schema>,
  kind: 'scheduled' | 'changed',
  occurrences: readonly Occurrence[],
  {
    before,
    after,
    fields,
    whole = false,
    ...more
  }: { before: StoredPlan | null; after: StoredPlan; fields: readonly PlanField[]; whole?: boolean } & Pick<
    PlanChange,
    'was' | 'by'
  >,
): Promise<void> {
  const meetingIds = occurrences.map(({ meetingId }) => meetingId)
  if (meetingIds.length === 0 || (kind === 'changed' && fields.length === 0 && !whole)) return
  if (kind === 'changed') await bumpSequence(tx, meetingIds)
  const [then, now] = [before ? inviteesOf(before) : new Set<Invitee>(), inviteesOf(after)]
  await hooks.onPlanChanged(tx, {
    meetingIds,
    seriesId: whole || meetingIds.length > 1 ? (after.series?.seriesId ?? null) : null,
    kind,
    fields,
    ...(whole ? { isNewEvent: true } : {}),
    removed: [...then].filter((invitee) => !now.has(invitee)),
    added: [...now].filter((invitee) => !then.has(invitee)),
    ...more,
  })
}

/** The series ends before these, which go on as one of their own. */
export async function tellShortened(
  hooks: PlanHooks,
  tx: Kysely<Schema>,
  { seriesId, meetingIds }: NonNullable<SeriesEdit['head']>,
  goOn: readonly Occurrence[],
): Promise<void> {
  await hooks.onPlanChanged(tx, {
    meetingIds,
    seriesId,
    kind: 'shortened',
    fields: [],
    removed: [],
    added: [],
    goOn: goOn.map((occurrence) => occurrence.meetingId),
  })
}

/** Cancels what was told, with its rehearsals, and deletes drafts. @returns all that were touched */
export async function dropMeetings(
  { hooks, papers, now }: { readonly hooks: PlanHooks; readonly papers: PlanPapers; readonly now: number },
  tx: Kysely<Schema>,
  actor: PlanActor,
  ids: readonly MeetingId[],
  reason: string,
): Promise<MeetingId[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('meeting')
    .select(['id', 'phase', 'series_id', 'rehearsal_of'])
    .where((eb) => eb.or([eb('id', 'in', ids), eb.and([eb('rehearsal_of', 'in', ids), eb('ends_at', '>', now)])]))
    .orderBy('starts_at')
    .execute()
  const told = rows.filter(({ phase }) => phase !== 'draft' && phase !== 'cancelled' && phase !== 'ended')
  await deletePlans(
    tx,
    rows.filter(({ phase }) => phase === 'draft').map(({ id }) => id),
    { hooks, papers, actor },
  )
  if (told.length === 0) return []
  const toldIds = told.map(({ id }) => id)
  await cancelMeetings(tx, toldIds, reason, now)
  await bumpSequence(tx, toldIds)
  const mains = told.filter(({ rehearsal_of, id }) => rehearsal_of === null || ids.includes(id))
  const groups = [mains, ...told.filter((row) => !mains.includes(row)).map((row) => [row])]
  for (const group of groups) {
    if (group.length === 0) continue
    const meetingIds = group.map(({ id }) => id)
    await hooks.onPlanChanged(tx, {
      meetingIds,
      seriesId: group.length > 1 ? (group[0]?.series_id ?? null) : null,
      kind: 'cancelled',
      fields: [],
      removed: [],
      added: [],
      by: actor.account.accountId,
    })
  }
  return toldIds
}
