import { type Account, ascii, ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { AnswerPage, GiveAnswer, GuestInvitation, GuestSignedIn } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AccountStore } from '../../auth/AccountStore.ts'
import type { Limits } from '../../auth/limits/Limits.ts'
import type { SignIns } from '../../auth/SignIns.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { Invitations } from './Invitations.ts'
import { guestMeeting, wasGuest } from './guestMeeting.ts'
import { LinkGuard } from './LinkGuard.ts'
import { readFactsOf } from './readFacts.ts'

const params = z.object({ token: ascii(400).min(1) })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Serves what the links in mails lead to, without a sign-in. Looking changes nothing: mail scanners open every link. */
export const linkRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly limits: Limits; readonly invitations: Invitations; readonly signIns: SignIns }
> = async (app, { db, clock, limits, invitations, signIns, audit }) => {
  const guard = new LinkGuard(limits, 'link')
  const accounts = new AccountStore(db)

  app.get(
    '/answer/:token',
    {
      schema: { summary: 'What the link of an invitation is about', params, response: { 200: AnswerPage, ...errors } },
    },
    async (request) => guard.watch(request.ip, () => invitations.answering.page(request.params.token)),
  )

  app.post(
    '/answer/:token',
    {
      schema: {
        summary: 'Answer an invitation by the link of its mail',
        params,
        body: GiveAnswer,
        response: { 200: AnswerPage, ...errors },
      },
    },
    async (request) => {
      const { answer, people, note } = request.body
      return guard.watch(request.ip, () =>
        invitations.answering.byLink(request.params.token, { answer, people, note }, request.ip),
      )
    },
  )

  /** The guest of a link that still counts, and where it leads. @throws MeetingError `notFound`, `linkExpired`, `meetingEnded` */
  const guestOf = async (token: string, onExpired?: (guest: Account) => Promise<void>) => {
    const link = invitations.tokens.open('guest', token)
    if (!link) throw new MeetingError('notFound', 'no such link')
    const meetingId = await guestMeeting(db, link.accountId, clock())
    const account = await accounts.find(link.accountId)
    if (account && meetingId === null) await onExpired?.(account)
    if (account?.kind === 'guest' && meetingId === null && (await wasGuest(db, account.accountId)))
      throw new MeetingError('meetingEnded', 'the meeting of this link was held')
    if (meetingId === null || !account || account.kind !== 'guest')
      throw new MeetingError('linkExpired', 'over, cancelled or withdrawn')
    return { account, meetingId }
  }

  app.get(
    '/guests/:token',
    {
      schema: {
        summary: 'What the link of a named guest leads to',
        params,
        response: { 200: GuestInvitation, ...errors },
      },
    },
    async (request) =>
      guard.watch(request.ip, async () => {
        const { account, meetingId } = await guestOf(request.params.token)
        const facts = await readFactsOf(db, meetingId)
        if (!facts) throw new MeetingError('linkExpired')
        const {
          title,
          hostUnit: { code, name },
          chair,
          startsAt,
          endsAt,
        } = facts
        return { name: account.name, title, hostUnit: { code, name }, chairName: chair.name, startsAt, endsAt }
      }),
  )

  app.post(
    '/guests/:token',
    {
      schema: {
        summary: 'The way in of a named guest; sets the refresh cookie',
        params,
        response: { 200: GuestSignedIn, ...errors },
      },
    },
    async (request, reply) =>
      guard.watch(request.ip, async () => {
        const { account, meetingId } = await guestOf(request.params.token, ({ accountId, name, unit }) =>
          audit.append(
            db,
            { account: null, ip: request.ip },
            {
              action: 'signIn.refused',
              subject: { type: 'account', id: accountId, name },
              unitCode: unit.code,
              details: { reason: 'linkExpired', method: 'guest' },
            },
          ),
        )
        return { ...(await signIns.begin(account, 'guest', request, reply)), meetingId }
      }),
  )
}
