import { ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { InboxPage, InboxQuery, InboxState, ReadInbox } from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { countUnanswered } from '../invitations/listInvitations.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import type { Invitations } from '../invitations/Invitations.ts'
import type { Inbox } from './Inbox.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Shows what I was told in the program: nobody reads, or marks as read, what others were told. */
export const inboxRoutes: FastifyPluginAsyncZod<
  OfficeContext & {
    readonly inbox: Inbox
    readonly invitations: Invitations
    readonly meetings: Pick<RunningMeetings, 'attended'>
  }
> = async (app, { db, clock, authenticate, meetings, inbox, invitations }) => {
  const sight = new MeetingSight(db)

  const reader = async (request: FastifyRequest) => {
    const account = await authenticate(request)
    if (account.kind === 'guest') throw new MeetingError('forbidden', 'guests have no inbox')
    return account
  }
  const stateOf = async (account: Awaited<ReturnType<typeof reader>>): Promise<InboxState> => {
    const units = account.kind === 'person' ? await sight.answering(account) : []
    const [unread, unanswered] = await Promise.all([
      inbox.store.unread(account.accountId),
      // A room PC answers nothing.
      account.kind === 'person'
        ? countUnanswered(db, {
            account,
            units,
            manages: [],
            now: clock(),
            running: meetings.attended(),
            earlier: invitations.earlier,
          })
        : 0,
    ])
    return { ...unread, unanswered }
  }

  app.get(
    '/inbox',
    {
      schema: {
        summary: 'What I was told, newest first',
        querystring: InboxQuery,
        response: { 200: InboxPage, ...errors },
      },
    },
    async (request) => inbox.store.list((await reader(request)).accountId, request.query),
  )

  app.get(
    '/inbox/state',
    {
      schema: {
        summary: 'How much of it is unread, and how many invitations are unanswered',
        response: { 200: InboxState, ...errors },
      },
    },
    async (request) => stateOf(await reader(request)),
  )

  app.post(
    '/inbox/read',
    { schema: { summary: 'I have read these, or all', body: ReadInbox, response: { 200: InboxState, ...errors } } },
    async (request) => {
      const account = await reader(request)
      await inbox.store.read(account.accountId, request.body.itemIds, clock())
      return stateOf(account)
    },
  )
}
