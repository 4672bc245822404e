import { ErrorBody, MeetingError, MeetingId, recorded, UnitCode } from '@diem-cau/signaling-contract'
import { recordFileName } from '@diem-cau/signaling-contract/documents'
import {
  AnswerBoard,
  AnsweredMany,
  AnswerMany,
  GiveAnswer,
  Invitation,
  InvitationPage,
  InvitationQuery,
} from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { contentDisposition } from '../files/contentDisposition.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import type { Invitations } from './Invitations.ts'
import { calendarEvent, calendarText, uidOf } from './calendarEvent.ts'
import { findInvited } from './invitees.ts'
import { inviteeName } from './invitationText.ts'
import { findInvitations, listInvitations } from './listInvitations.ts'
import { accountInvitee, unitInvitee } from '../../domain/office/invitee.ts'
import { grantsOf } from '../access.ts'
import { MeetingSight } from './MeetingSight.ts'

const params = z.object({ meetingId: MeetingId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Invitations to me and my units, answers, giấy mời to download. */
export const invitationRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly invitations: Invitations; readonly meetings: Pick<RunningMeetings, 'attended'> }
> = async (app, { db, clock, authenticate, meetings, invitations }) => {
  const sight = new MeetingSight(db)

  const listOptions = async (account: Awaited<ReturnType<typeof authenticate>>) => {
    const grants = await grantsOf(db, account.accountId)
    return {
      account,
      units: await sight.answering(account),
      manages: grants.filter(({ role }) => role === 'chair' || role === 'secretary').map(({ unitCode }) => unitCode),
      now: clock(),
      running: meetings.attended(),
      earlier: invitations.earlier,
    }
  }

  app.get(
    '/invitations',
    {
      schema: {
        summary: 'Invitations to me and to my units, soonest first',
        querystring: InvitationQuery,
        response: { 200: InvitationPage, ...errors },
      },
    },
    async (request) => listInvitations(db, request.query, await listOptions(await authenticate(request))),
  )

  app.get(
    '/meetings/:meetingId/answers',
    {
      schema: {
        summary: 'Who comes, for whoever manages the meeting',
        params,
        response: { 200: AnswerBoard, ...errors },
      },
    },
    async (request) => {
      const { facts, mayManage } = await sight.of(await authenticate(request), request.params.meetingId)
      if (!mayManage) throw new MeetingError('forbidden', 'only for whoever manages the meeting')
      return invitations.answers.board(facts.meetingId)
    },
  )

  app.put(
    '/meetings/:meetingId/answer',
    {
      schema: {
        summary: 'Answer for a unit, or for myself',
        params,
        body: GiveAnswer,
        response: { 200: Invitation, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { meetingId } = request.params
      const { unitCode, ...given } = request.body
      const seen = await sight.of(account, meetingId)
      if (unitCode !== null && !seen.answersFor.includes(unitCode))
        throw new MeetingError('forbidden', `invitation.answer at ${unitCode}`)
      const invitee = unitCode === null ? accountInvitee(account.accountId) : unitInvitee(unitCode)
      // Whoever leads the meeting, and room PCs, are not asked.
      if (unitCode === null && !(await findInvited(db, meetingId, invitee)))
        throw new MeetingError('forbidden', 'not invited by name')
      await invitations.answering.answer(meetingId, invitee, given, account.name, { account, ip: request.ip })
      const [own] = await findInvitations(db, [meetingId], await listOptions(account))
      if (!own) throw new MeetingError('notFound')
      return own
    },
  )

  app.put(
    '/invitations/answer',
    {
      schema: {
        summary: 'One answer for several dates of a series, or for my unit and myself',
        body: AnswerMany,
        response: { 200: AnsweredMany, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const { for: whom, dates, ...given } = request.body
      const answersFor = await sight.answering(account)
      const stranger = whom.find((unit) => unit !== null && !answersFor.includes(unit))
      if (stranger !== undefined) throw new MeetingError('forbidden', `invitation.answer at ${stranger}`)
      const invitees = [
        ...new Set(whom.map((unit) => (unit === null ? accountInvitee(account.accountId) : unitInvitee(unit)))),
      ]
      const outcome = await invitations.answering.answerMany({ ...given, invitees, dates }, account.name, {
        account,
        ip: request.ip,
      })
      return {
        ...outcome,
        dates: await findInvitations(
          db,
          dates.map(({ meetingId }) => meetingId),
          await listOptions(account),
        ),
      }
    },
  )

  app.get(
    '/meetings/:meetingId/invitation.pdf',
    {
      config: { cost: 5 },
      schema: {
        summary: 'Giấy mời; addressed to a unit, to me, or to all',
        params,
        querystring: z.object({ unit: UnitCode.optional() }),
        produces: ['application/pdf'],
        response: { 200: z.instanceof(Buffer), ...errors },
      },
      serializerCompiler: () => (data) => String(data),
    },
    async (request, reply) => {
      const account = await authenticate(request)
      const { facts, mayManage, byName } = await sight.of(account, request.params.meetingId)
      const { unit: unitCode } = request.query
      const unit = unitCode === undefined ? undefined : facts.units.find(({ code }) => code === unitCode)
      if (unitCode !== undefined && !unit) throw new MeetingError('notFound', 'this unit is not invited')
      const own = byName && !mayManage && account.kind !== 'room' ? account.name : null
      const pdf = await invitations.printer.print(
        facts,
        unit ? inviteeName({ unitName: unit.name }, account.name) : own,
        clock(),
      )
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          contentDisposition('attachment', recordFileName('giay-moi', facts.title, facts.startsAt, 'pdf')),
        )
        .send(pdf)
    },
  )

  app.get(
    '/meetings/:meetingId/invitation.ics',
    {
      schema: {
        summary: 'The meeting for a calendar program',
        params,
        produces: ['text/calendar'],
        response: { 200: recorded(), ...errors },
      },
      serializerCompiler: () => (data) => String(data),
    },
    async (request, reply) => {
      const { facts } = await sight.of(await authenticate(request), request.params.meetingId)
      const event = calendarEvent(facts, {
        uid: uidOf(facts.meetingId),
        parties: null,
        url: invitations.links.meeting(facts.meetingId),
        now: clock(),
        cancelled: facts.phase === 'cancelled',
        sequence: facts.sequence,
      })
      return reply
        .type('text/calendar; charset=utf-8')
        .header(
          'content-disposition',
          contentDisposition('attachment', recordFileName('lich-hop', facts.title, facts.startsAt, 'ics')),
        )
        .send(calendarText('PUBLISH', [event]))
    },
  )
}
