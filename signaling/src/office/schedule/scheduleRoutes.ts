import { ErrorBody, localDate, MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import {
  Calendar,
  CalendarQuery,
  CancelPlan,
  ConflictQuery,
  Conflicts,
  EditPlan,
  InvitedMore,
  InviteMore,
  MeetNow,
  NewPlan,
  NewRehearsal,
  Plan,
  type PlanInput,
  PlanPage,
  PlanQuery,
  RecurrencePreview,
  RecurrenceQuery,
  ResolvedUnits,
  ResolveQuery,
  Scope,
  Version,
} from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { plannedStarts } from '../../domain/time/recurrence.ts'
import type { Schema } from '../../db/schema.ts'
import { ownGroups } from '../groups/ownGroups.ts'
import { resolveRules } from '../groups/resolveRules.ts'
import { requireMay, scopeOf } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { checkTimes } from './checkPlan.ts'
import { editedTimes } from './editSeries.ts'
import { busyTimes, type ConflictAsk, findConflicts } from './findConflicts.ts'
import { freeTimes, windowsOf } from './freeTimes.ts'
import { groupConflicts } from './groupConflicts.ts'
import { calendar, type ListContext, listPlans } from './listPlans.ts'
import { inviteMore } from './inviteMore.ts'
import type { PlanContext } from './PlanDesk.ts'
import { noHooks, type PlanHooks } from './PlanHooks.ts'
import { Planner } from './Planner.ts'
import { noPapers, type PlanActor, type PlanPapers } from './PlanPapers.ts'
import type { StoredPlan } from './readPlans.ts'
import { seatedPeopleRoutes } from './seatedPeopleRoutes.ts'

export type ScheduleRoutesOptions = OfficeContext &
  PlanContext & { readonly planHooks?: PlanHooks; readonly planPapers?: PlanPapers }

/** A plan names hundreds of units, people and agenda items. */
const MAX_PLAN_BYTES = 1024 * 1024

/** So many other meetings are told; the rest is counted. */
const SHOWN_CONFLICTS = 50

const params = z.object({ meetingId: MeetingId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Times of all meetings that saving would write. */
async function timesOf(
  db: Kysely<Schema>,
  own: StoredPlan | null,
  scope: Scope,
  plan: PlanInput,
  now: number,
): Promise<{ startsAt: number; endsAt: number }[]> {
  const { startsAt, endsAt, recurrence } = plan
  if (own?.series && own.recurrenceAt !== null) {
    if (scope === 'this') return [{ startsAt, endsAt }]
    return editedTimes(db, { before: own, series: own.series, recurrenceAt: own.recurrenceAt, plan, scope, now })
  }
  if (recurrence === null) return [{ startsAt, endsAt }]
  const starts = plannedStarts(recurrence, startsAt)
  return starts.map((start) => ({ startsAt: start, endsAt: start + endsAt - startsAt }))
}

/** The schedule, under /api. */
export const scheduleRoutes: FastifyPluginAsyncZod<ScheduleRoutesOptions> = async (
  app,
  { planHooks = noHooks, planPapers = noPapers, ...office },
) => {
  const { authenticate, db, clock, meetings } = office
  const planner = new Planner(office, planHooks, planPapers)
  const actorOf = async (request: FastifyRequest): Promise<PlanActor> => ({
    account: await authenticate(request),
    ip: request.ip,
  })
  const listContext = async (request: FastifyRequest): Promise<ListContext> => ({
    db,
    account: await authenticate(request),
    now: clock(),
    running: [...meetings.attended()],
    phaseOf: (plan) => planner.desk.phaseOf(plan),
  })
  await app.register(seatedPeopleRoutes, { ...office, desk: planner.desk })

  app.get(
    '/schedule/calendar',
    {
      config: { scope: 'meetings.read' },
      schema: {
        summary: 'Meetings of some days that concern the signed-in account',
        querystring: CalendarQuery,
        response: { 200: Calendar, ...errors },
      },
    },
    async (request) => calendar(await listContext(request), request.query),
  )

  app.get(
    '/schedule/meetings',
    {
      config: { scope: 'meetings.read' },
      schema: {
        summary: 'Meetings that concern the signed-in account, soonest first',
        querystring: PlanQuery,
        response: { 200: PlanPage, ...errors },
      },
    },
    async (request) => listPlans(await listContext(request), request.query),
  )

  app.post(
    '/schedule/meetings',
    {
      config: { scope: 'meetings.plan', cost: 10 },
      bodyLimit: MAX_PLAN_BYTES,
      schema: { summary: 'Plan a meeting, or a series of them', body: NewPlan, response: { 200: Plan, ...errors } },
    },
    async (request) => planner.create(await actorOf(request), request.body),
  )

  app.post(
    '/schedule/now',
    {
      config: { scope: 'meetings.plan' },
      bodyLimit: MAX_PLAN_BYTES,
      schema: {
        summary: 'Meet now: the invited are told, and the room is open',
        body: MeetNow,
        response: { 200: Plan, ...errors },
      },
    },
    async (request) => planner.meetNow(await actorOf(request), request.body),
  )

  app.get(
    '/schedule/meetings/:meetingId',
    {
      config: { scope: 'meetings.read' },
      schema: { summary: 'The plan of a meeting', params, response: { 200: Plan, ...errors } },
    },
    async (request) => planner.desk.view(db, await authenticate(request), request.params.meetingId),
  )

  app.put(
    '/schedule/meetings/:meetingId',
    {
      config: { scope: 'meetings.plan', cost: 10 },
      bodyLimit: MAX_PLAN_BYTES,
      schema: {
        summary: 'Change a plan; a draft is sent out by it',
        params,
        body: EditPlan,
        response: { 200: Plan, ...errors },
      },
    },
    async (request) => planner.edit(await actorOf(request), request.params.meetingId, request.body),
  )

  app.post(
    '/schedule/meetings/:meetingId/invited',
    {
      config: { scope: 'meetings.plan' },
      schema: {
        summary: 'Invite units and guests besides, also while the meeting runs',
        params,
        body: InviteMore,
        response: { 200: InvitedMore, ...errors },
      },
    },
    async (request) =>
      inviteMore(
        { office, hooks: planHooks, desk: planner.desk },
        await actorOf(request),
        request.params.meetingId,
        request.body,
      ),
  )

  app.post(
    '/schedule/meetings/:meetingId/cancel',
    {
      config: { scope: 'meetings.plan' },
      schema: {
        summary: 'Cancel a meeting, with the reason that the invited are told',
        params,
        body: CancelPlan,
        response: { 200: Plan, ...errors },
      },
    },
    async (request) => planner.cancel(await actorOf(request), request.params.meetingId, request.body),
  )

  app.delete(
    '/schedule/meetings/:meetingId',
    {
      config: { scope: 'meetings.plan' },
      schema: {
        summary: 'Delete a draft',
        params,
        querystring: z.object({ version: z.coerce.number().pipe(Version), scope: Scope.default('this') }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      await planner.remove(await actorOf(request), request.params.meetingId, request.query.version, request.query.scope)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/schedule/meetings/:meetingId/rehearsal',
    {
      config: { scope: 'meetings.plan' },
      schema: {
        summary: 'Plan a rehearsal (kiểm tra đường truyền) with the same invited',
        params,
        body: NewRehearsal,
        response: { 200: Plan, ...errors },
      },
    },
    async (request) => planner.rehearse(await actorOf(request), request.params.meetingId, request.body),
  )

  app.post(
    '/schedule/conflicts',
    {
      config: { scope: 'meetings.read', cost: 10 },
      bodyLimit: MAX_PLAN_BYTES,
      schema: {
        summary: 'Who or what would be in two meetings at once',
        body: ConflictQuery,
        response: { 200: Conflicts, ...errors },
      },
    },
    async (request) => {
      const { meetingId, scope, plan } = request.body
      const account = await authenticate(request)
      await requireMay(db, account, 'meeting.manage', plan.hostUnitCode)
      checkTimes(plan)
      const own = meetingId === null ? null : await planner.desk.manageable(db, account, meetingId)
      const ask: ConflictAsk = {
        times: await timesOf(db, own, scope, plan, clock()),
        chairId: plan.chairId,
        deputyId: plan.deputyId,
        secretaryId: plan.secretaryId,
        people: plan.people.map(({ accountId }) => accountId),
        units: (await resolveRules(db, await ownGroups(db, account, plan.invite), localDate(plan.startsAt))).map(
          ({ code }) => code,
        ),
        hostUnitCode: plan.hostUnitCode,
        own: own && {
          meetingId: own.meetingId,
          seriesId: own.series?.seriesId ?? null,
          mainId: own.rehearsalOf?.meetingId ?? null,
        },
      }
      const groups = groupConflicts(await findConflicts(db, ask))
      const free =
        groups.length === 0 ? [] : freeTimes(ask.times, await busyTimes(db, ask, windowsOf(ask.times)), clock())
      return { groups: groups.slice(0, SHOWN_CONFLICTS), total: groups.length, free }
    },
  )

  app.post(
    '/schedule/resolve',
    {
      config: { scope: 'meetings.read', cost: 2 },
      bodyLimit: MAX_PLAN_BYTES,
      schema: {
        summary: 'Which units these rules mean today',
        body: ResolveQuery,
        response: { 200: ResolvedUnits, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await scopeOf(office.db, account, 'unit.read')
      return { units: await resolveRules(db, await ownGroups(db, account, request.body.rules), localDate(clock())) }
    },
  )

  app.post(
    '/schedule/recurrence',
    {
      config: { scope: 'meetings.read', cost: 10 },
      schema: {
        summary: 'The meetings that a recurrence rule gives',
        body: RecurrenceQuery,
        response: { 200: RecurrencePreview, ...errors },
      },
    },
    async (request) => {
      await scopeOf(office.db, await authenticate(request), 'meeting.manage')
      const { recurrence, ...times } = request.body
      checkTimes(times)
      const starts = plannedStarts(recurrence, times.startsAt)
      if (starts.length === 0)
        throw new MeetingError('recurrenceEmpty', 'all of its meetings are left out', { field: 'recurrence.except' })
      return { starts }
    },
  )
}
