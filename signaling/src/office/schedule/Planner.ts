import { MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import {
  type AuditAction,
  type CancelPlan,
  type EditPlan,
  MeetingSettings,
  type MeetNow,
  type NewPlan,
  type NewRehearsal,
  type Plan,
  PlanInput,
  type Scope,
} from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { disableLeftGuests } from '../../auth/accountTable.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { takeMeeting } from '../meetings/meetingTable.ts'
import { deleteSeries } from '../meetings/seriesTable.ts'
import { ownGroups } from '../groups/ownGroups.ts'
import { requireMay } from '../access.ts'
import { checkPlan, checkTimes, checkToCome } from './checkPlan.ts'
import { type PlanContext, PlanDesk } from './PlanDesk.ts'
import { noteAdded } from './inviteMore.ts'
import { addedTo, changedFields } from './planDiff.ts'
import { dropMeetings, tellChange, tellShortened } from './planChanges.ts'
import type { PlanField, PlanHooks } from './PlanHooks.ts'
import { noPapers, type PlanActor, type PlanPapers } from './PlanPapers.ts'
import { readPlan, type StoredPlan } from './readPlans.ts'
import { readTimes } from './readTimes.ts'
import { rehearsalInput } from './rehearsalInput.ts'
import { resolvePlan } from './resolvePlan.ts'
import { meetingsInScope, occurrencesOf, editedOccurrences } from './occurrences.ts'
import { deletePlans, newMeetingId, type Occurrence, writeGuests, writePlans } from './writePlans.ts'

/** Plans meetings: everything that changes the schedule. What it writes, tells and records is one transaction. */
export class Planner {
  readonly desk: PlanDesk
  readonly #office: PlanContext
  readonly #hooks: PlanHooks
  readonly #papers: PlanPapers

  constructor(office: PlanContext, hooks: PlanHooks, papers: PlanPapers = noPapers) {
    this.#office = office
    this.#hooks = hooks
    this.#papers = papers
    this.desk = new PlanDesk(office, hooks)
  }

  /** @throws MeetingError `forbidden`, `invalidTime`, `invalidRecurrence`, `invalidInvitation`, `unitClosed` */
  async create(actor: PlanActor, { draft, plan, papers = [] }: NewPlan): Promise<Plan> {
    const made = await inTransaction(this.#office.db, async (tx) => {
      await requireMay(tx, actor.account, 'meeting.manage', plan.hostUnitCode)
      checkPlan(plan)
      await requireOwnGroups(tx, actor, plan.invite, [])
      if (!draft) checkToCome(plan, this.#office.clock())
      const occurrences = await occurrencesOf(tx, plan, draft, this.#office.clock())
      await this.#write(tx, actor, plan, occurrences, new Set())
      const first = await this.#read(tx, occurrences[0]?.meetingId)
      await this.#papers.attach(tx, actor, papers, [
        first.meetingId,
        ...occurrences.slice(1).map(({ meetingId }) => meetingId),
      ])
      if (!draft)
        await tellChange(this.#hooks, tx, 'scheduled', occurrences, {
          after: first,
          before: null,
          fields: [],
          by: actor.account.accountId,
        })
      await this.#record(tx, actor, 'meeting.created', first, { draft, meetings: occurrences.length })
      return this.desk.show(first, true)
    })
    if (papers.length > 0) this.#papers.wake()
    return made
  }

  /**
   * Họp ngay: a meeting that has begun when this is answered. Its chair may be gone on with at once.
   * @throws MeetingError as `create`
   */
  async meetNow(actor: PlanActor, { title, hostUnitCode, invite, minutes, chairId }: MeetNow): Promise<Plan> {
    const self = actor.account.accountId
    const startsAt = this.#office.clock()
    const settings = MeetingSettings.parse({ reminderMinutes: [] })
    const plan = PlanInput.parse({
      title,
      hostUnitCode,
      chairId: chairId ?? self,
      secretaryId: chairId === null || chairId === self ? null : self,
      startsAt,
      endsAt: startsAt + minutes * 60_000,
      invite,
      settings,
    })
    return this.create(actor, { draft: false, plan })
  }

  /**
   * An edit of the version that the planner saw.
   * @throws MeetingError `editConflict` with the other version; `meetingStarted`; else as `create`
   */
  async edit(
    actor: PlanActor,
    meetingId: MeetingId,
    { version, scope, draft, dissolve = false, plan }: EditPlan,
  ): Promise<Plan> {
    const { db, clock, meetings } = this.#office
    const { before, after, ids } = await inTransaction(db, async (tx) => {
      const before = await this.#changeable(tx, actor, meetingId, version)
      checkPlan(plan)
      await requireOwnGroups(tx, actor, plan.invite, before.invite)
      if (plan.hostUnitCode !== before.hostUnit.code)
        await requireMay(tx, actor.account, 'meeting.manage', plan.hostUnitCode)
      const isDraft = before.stored === 'draft'
      if (draft && !isDraft)
        throw new MeetingError('badRequest', 'the invited know of it: cancel it instead', { field: 'draft' })
      const isMoved = plan.startsAt !== before.startsAt
      if (isMoved && !isDraft && before.startsAt <= clock())
        throw new MeetingError('meetingStarted', 'it has begun', { field: 'startsAt' })
      if (!draft && (isDraft || isMoved)) checkToCome(plan, clock())

      const change = await editedOccurrences(tx, before, { plan, draft, scope, dissolve }, this.#office.clock())
      const known = new Set<string>(before.guests.map(({ guestId }) => guestId))
      const was = await readTimes(tx, [...change.toldBefore])
      await this.#write(tx, actor, plan, change.occurrences, known)
      await this.#papers.spread(
        tx,
        meetingId,
        change.occurrences.filter(({ isNew }) => isNew).map((occurrence) => occurrence.meetingId),
        before.series === null,
      )
      await disableLeftGuests(
        tx,
        before.guests.map(({ guestId }) => guestId),
      )
      const after = await this.#read(tx, meetingId)
      const fields = changedFields(before, after)
      if (change.isRetimed && !fields.includes('time')) fields.push('time')
      const published = change.occurrences.filter(
        (occurrence) => occurrence.phase === 'scheduled' && !change.toldBefore.has(occurrence.meetingId),
      )
      const changed = change.occurrences.filter((occurrence) => change.toldBefore.has(occurrence.meetingId))
      if (change.head && changed.length > 0) {
        // Calendar programs see the later part as another event: it is told as a whole, and the former one is shortened.
        await tellShortened(this.#hooks, tx, change.head, changed)
        const all = [...changed, ...published].toSorted((a, b) => a.startsAt - b.startsAt)
        await tellChange(this.#hooks, tx, 'changed', all, {
          before,
          after,
          fields,
          whole: true,
          was,
          by: actor.account.accountId,
        })
      } else {
        await tellChange(this.#hooks, tx, 'scheduled', published, {
          before: null,
          after,
          fields: [],
          by: actor.account.accountId,
        })
        await tellChange(this.#hooks, tx, 'changed', changed, {
          before,
          after,
          fields,
          was,
          by: actor.account.accountId,
        })
      }
      await dropMeetings(
        { hooks: this.#hooks, papers: this.#papers, now: this.#office.clock() },
        tx,
        actor,
        change.dropped,
        '',
      )
      if (dissolve && before.series) await deleteSeries(tx, before.series.seriesId)
      const rehearsals = await this.#syncRehearsals(tx, actor, changed, after, fields)
      await this.#record(tx, actor, isDraft && !draft ? 'meeting.scheduled' : 'meeting.changed', after, {
        scope,
        fields,
        meetings: change.occurrences.length,
      })
      const ids = [...change.occurrences.map((t) => t.meetingId), ...change.dropped, ...rehearsals]
      // Dropped meetings change how many the series has, so it is read again.
      return { before, after: change.dropped.length > 0 ? await this.#read(tx, meetingId) : after, ids }
    })
    noteAdded(meetings, actor, addedTo(before, after), meetingId)
    await meetings.replanned(ids)
    return this.desk.show(after, true)
  }

  /** @throws MeetingError `editConflict`, `meetingStarted`; `badRequest` for a draft */
  async cancel(
    actor: PlanActor,
    meetingId: MeetingId,
    { version, scope, reason }: z.infer<typeof CancelPlan>,
  ): Promise<Plan> {
    const { db, meetings } = this.#office
    const { after, ids } = await inTransaction(db, async (tx) => {
      const before = await this.#changeable(tx, actor, meetingId, version)
      if (before.stored === 'draft') throw new MeetingError('badRequest', 'a draft is deleted, not cancelled')
      if (this.desk.phaseOf(before) === 'live') throw new MeetingError('meetingStarted', 'people are in it')
      const ids = await meetingsInScope(tx, before, scope, this.#office.clock())
      const dropped = await dropMeetings(
        { hooks: this.#hooks, papers: this.#papers, now: this.#office.clock() },
        tx,
        actor,
        ids,
        reason,
      )
      const after = await this.#read(tx, meetingId)
      await this.#record(tx, actor, 'meeting.cancelled', after, { scope, reason, meetings: ids.length })
      return { after, ids: dropped }
    })
    await meetings.replanned(ids)
    return this.desk.show(after, true)
  }

  /** @throws MeetingError `editConflict`; `badRequest` for what is no draft */
  async remove(actor: PlanActor, meetingId: MeetingId, version: number, scope: Scope): Promise<void> {
    await inTransaction(this.#office.db, async (tx) => {
      const before = await this.#changeable(tx, actor, meetingId, version)
      if (before.stored !== 'draft') throw new MeetingError('badRequest', 'only drafts are deleted: cancel the meeting')
      const ids =
        scope === 'this' ? [meetingId] : await meetingsInScope(tx, before, scope, this.#office.clock(), 'draft')
      await deletePlans(tx, ids, { hooks: this.#hooks, papers: this.#papers, actor })
      await this.#record(tx, actor, 'meeting.deleted', before, { scope, meetings: ids.length })
    })
  }

  /** Kiểm tra đường truyền: a meeting of its own with the same invited. @throws MeetingError as `create` */
  async rehearse(actor: PlanActor, meetingId: MeetingId, times: z.infer<typeof NewRehearsal>): Promise<Plan> {
    return inTransaction(this.#office.db, async (tx) => {
      const main = await this.desk.manageable(tx, actor.account, meetingId)
      if (main.rehearsalOf !== null || main.stored === 'draft')
        throw new MeetingError('badRequest', 'only a scheduled meeting is rehearsed')
      if (main.stored === 'cancelled' || this.desk.phaseOf(main) === 'ended') throw new MeetingError('meetingStarted')
      checkTimes(times)
      checkToCome(times, this.#office.clock())
      if (times.startsAt >= main.startsAt)
        throw new MeetingError('invalidTime', 'a rehearsal comes before the meeting', { field: 'startsAt' })
      const id = newMeetingId()
      const occurrence: Occurrence = {
        meetingId: id,
        isNew: true,
        ...times,
        phase: 'scheduled',
        seriesId: null,
        recurrenceAt: null,
        isException: false,
        rehearsalOf: meetingId,
      }
      const plan = rehearsalInput(main, times)
      await this.#write(tx, actor, plan, [occurrence], new Set(main.guests.map(({ guestId }) => guestId)))
      const after = await this.#read(tx, id)
      await tellChange(this.#hooks, tx, 'scheduled', [occurrence], {
        before: null,
        after,
        fields: [],
        by: actor.account.accountId,
      })
      await this.#record(tx, actor, 'meeting.created', after, { rehearsalOf: meetingId })
      return this.desk.show(after, true)
    })
  }

  /** The meeting as it may be changed now, if it still is what the planner saw. */
  async #changeable(tx: Kysely<Schema>, actor: PlanActor, meetingId: MeetingId, version: number): Promise<StoredPlan> {
    const before = await this.desk.manageable(tx, actor.account, meetingId)
    if (before.version !== version) {
      throw new MeetingError('editConflict', `version ${before.version}, not ${version}`, {
        current: this.desk.show(before, true),
      })
    }
    const phase = this.desk.phaseOf(before)
    if (phase === 'ended' || phase === 'cancelled') throw new MeetingError('meetingStarted', `it is ${phase}`)
    // Takes the row, so that of two who saw the same version one finds it changed.
    if (!(await takeMeeting(tx, meetingId, version, this.#office.clock())))
      throw new MeetingError('editConflict', 'changed meanwhile', { current: this.desk.show(before, true) })
    return before
  }

  async #write(
    tx: Kysely<Schema>,
    { account }: PlanActor,
    plan: PlanInput,
    occurrences: readonly Occurrence[],
    known: ReadonlySet<string>,
  ): Promise<void> {
    const now = this.#office.clock()
    const resolved = await resolvePlan(
      tx,
      plan,
      occurrences.map(({ startsAt }) => startsAt),
    )
    const guests = await writeGuests(tx, plan, known, now)
    await writePlans(tx, occurrences, { plan, resolved, guests, by: account.accountId, now })
  }

  /** Rehearsals have the invited of their meeting. */
  async #syncRehearsals(
    tx: Kysely<Schema>,
    actor: PlanActor,
    mains: readonly Occurrence[],
    main: StoredPlan,
    fields: readonly PlanField[],
  ): Promise<MeetingId[]> {
    if (
      mains.length === 0 ||
      fields.every((field) => field === 'time' || field === 'agenda' || field === 'description')
    )
      return []
    const ids = mains.map(({ meetingId }) => meetingId)
    const rows = await tx
      .selectFrom('meeting')
      .select('id')
      .where('rehearsal_of', 'in', ids)
      .where('phase', '=', 'scheduled')
      .where('starts_at', '>', this.#office.clock())
      .execute()
    for (const { id } of rows) {
      const before = await this.#read(tx, id)
      const times = { startsAt: before.startsAt, endsAt: before.endsAt }
      const occurrence: Occurrence = {
        meetingId: id,
        isNew: false,
        ...times,
        phase: before.stored,
        seriesId: null,
        recurrenceAt: null,
        isException: false,
        rehearsalOf: before.rehearsalOf?.meetingId ?? null,
      }
      const known = new Set<string>([...before.guests, ...main.guests].map(({ guestId }) => guestId))
      await this.#write(tx, actor, rehearsalInput(main, times), [occurrence], known)
      const after = await this.#read(tx, id)
      await tellChange(this.#hooks, tx, 'changed', [occurrence], {
        before,
        after,
        fields: changedFields(before, after),
        was: new Map([[id, before]]),
        by: actor.account.accountId,
      })
    }
    return rows.map(({ id }) => id)
  }

  async #read(tx: Kysely<Schema>, meetingId: MeetingId | undefined): Promise<StoredPlan> {
    const plan = meetingId === undefined ? null : await readPlan(tx, meetingId)
    if (!plan) throw new MeetingError('internal', 'a plan that was written is not there')
    return plan
  }

  async #record(
    tx: Kysely<Schema>,
    actor: PlanActor,
    action: AuditAction,
    { meetingId, title, hostUnit }: StoredPlan,
    details: Record<string, unknown>,
  ): Promise<void> {
    await this.#office.audit.append(tx, actor, {
      action,
      subject: { type: 'meeting', id: meetingId, name: title },
      unitCode: hostUnit.code,
      details,
    })
  }
}

/** Groups that the plan had already stay, whoever saved it before. @throws MeetingError `invalidInvitation` */
async function requireOwnGroups(
  tx: Kysely<Schema>,
  { account }: PlanActor,
  invite: PlanInput['invite'],
  before: PlanInput['invite'],
): Promise<void> {
  const had = new Set(before.flatMap((rule) => (rule.type === 'group' ? [rule.groupId] : [])))
  const own = new Set(await ownGroups(tx, account, invite))
  const missing = invite.flatMap((rule) =>
    rule.type === 'group' && !own.has(rule) && !had.has(rule.groupId) ? [rule.groupId] : [],
  )
  if (missing.length > 0)
    throw new MeetingError('invalidInvitation', 'not there', { field: 'invite', issues: missing.slice(0, 50) })
}
