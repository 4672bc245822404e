import {
  type Account,
  ErrorBody,
  MeetingDetail,
  MeetingError,
  MeetingId,
  MeetingList,
  type MeetingSummary,
  type Seat,
} from '@diem-cau/signaling-contract'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { belongsTo } from '../../domain/office/belongsTo.ts'
import { phaseForSeat, type PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import type { ListedMeeting, ScheduleStore } from '../../office/schedule/ScheduleStore.ts'
import type { RunningMeetings } from '../../office/RunningMeetings.ts'
import type { Authenticate } from '../../auth/authenticate.ts'

export type MeetingRoutesOptions = {
  readonly schedules: ScheduleStore
  readonly meetings: Pick<RunningMeetings, 'statusOf'>
  readonly authenticate: Authenticate
  readonly clock: () => number
}

/** My meetings, and one of them. */
export const meetingRoutes: FastifyPluginAsyncZod<MeetingRoutesOptions> = async (app, options) => {
  const { schedules, meetings, authenticate, clock } = options

  const summary = ({ planned, seat, invitedUnits, seriesId, agenda, papers }: ListedMeeting): MeetingSummary => {
    const status = meetings.statusOf(planned.meetingId)
    const { meetingId, title, hostUnit, chairName, startsAt, endsAt } = planned
    return {
      meetingId,
      title,
      hostUnit,
      chairName,
      startsAt,
      endsAt,
      phase:
        status?.phase === 'ended' ? 'ended' : phaseForSeat(planned, seat, clock(), (status?.people.length ?? 0) > 0),
      seat,
      invitedUnits,
      connected: status?.connected ?? 0,
      seriesId,
      agenda,
      papers,
    }
  }

  app.get(
    '/meetings',
    {
      config: { scope: 'meetings.read' },
      schema: {
        summary: 'Meetings that the signed-in account is invited to, soonest first',
        response: { 200: MeetingList, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const rows = await schedules.listFor(account, clock())
      return { meetings: rows.map(summary) }
    },
  )

  app.get(
    '/meetings/:meetingId',
    {
      config: { scope: 'meetings.read' },
      schema: {
        summary: 'One meeting that the signed-in account is invited to',
        params: z.object({ meetingId: MeetingId }),
        response: { 200: MeetingDetail, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { planned, seat } = await invited(account, request.params.meetingId)
      const [units, extras] = await Promise.all([
        schedules.invitedUnits(planned.meetingId),
        schedules.extrasOf(planned.meetingId),
      ])
      return { ...summary({ ...extras, planned, seat, invitedUnits: units.length }), invited: units }
    },
  )

  const invited = async (account: Account, meetingId: MeetingId): Promise<{ planned: PlannedMeeting; seat: Seat }> => {
    const planned = await schedules.find(meetingId)
    // A draft is nobody's yet but the planners', who have other ways to it.
    if (!planned || planned.phase === 'draft') throw new MeetingError('notFound')
    const invitation = await schedules.invitation(meetingId, account)
    if (invitation) return { planned, seat: invitation.seat }
    throw new MeetingError(belongsTo(account, planned.hostUnit.code) ? 'forbidden' : 'notFound')
  }
}
