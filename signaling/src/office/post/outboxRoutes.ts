import { type Account, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import { OutboxMail, OutboxPage, OutboxQuery, TestMail } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { asksNoMore } from '../invitations/asksNoMore.ts'
import type { Post } from './Post.ts'
import { MailContent } from '../invitations/MailContent.ts'
import { mayAt, scopeOf } from '../access.ts'
import { readFactsOf } from '../invitations/readFacts.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Test mails of one account in an hour: the office's mail server is not a toy. */
const TESTS_PER_HOUR = 20

/** The mail on its way, for whoever answers for it. */
export const outboxRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly post: Pick<Post, 'outbox' | 'worker'> }
> = async (app, { db, clock, authenticate, audit, post }) => {
  const visible = async (account: Account, mailId: string) => {
    const found = await post.outbox.find(mailId)
    const may =
      found &&
      (found.unitCode === null
        ? found.createdBy === account.accountId
        : await mayAt(db, account, 'outbox.read', found.unitCode))
    if (!found || !may) throw new MeetingError('notFound')
    return found
  }

  app.get(
    '/outbox',
    {
      schema: {
        summary: 'Mail that waits, was sent, or could not be',
        querystring: OutboxQuery,
        response: { 200: OutboxPage, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const scope = await scopeOf(db, account, 'outbox.read')
      return { ...(await post.outbox.list(request.query, scope, account.accountId)), configured: post.worker !== null }
    },
  )

  app.post(
    '/outbox/:mailId/retry',
    {
      schema: {
        summary: 'Send it again, now',
        params: z.object({ mailId: RowId }),
        response: { 200: OutboxMail, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await scopeOf(db, account, 'outbox.read')
      const { mail, unitCode } = await visible(account, request.params.mailId)
      const facts = mail.kind === 'reminder' && mail.meetingId !== null ? await readFactsOf(db, mail.meetingId) : null
      if (facts && asksNoMore(facts, clock()))
        throw new MeetingError('meetingEnded', 'nobody is reminded of a meeting that is over or cancelled')
      await inTransaction(db, async (tx) => {
        if (!(await post.outbox.retry(tx, mail.mailId, clock())))
          throw new MeetingError('badRequest', `a mail that is ${mail.state} is not sent again`)
        await audit.append(
          tx,
          { account, ip: request.ip },
          {
            action: 'mail.retried',
            subject: { type: 'mail', id: mail.mailId, name: mail.subject },
            ...(unitCode === null ? {} : { unitCode }),
            details: { to: mail.to },
          },
        )
      })
      return (await visible(account, mail.mailId)).mail
    },
  )

  app.post(
    '/outbox/test',
    {
      schema: {
        summary: 'A mail to see whether the settings are right',
        body: TestMail,
        response: { 200: OutboxMail, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await scopeOf(db, account, 'outbox.read')
      const recent = await db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('unit_code', '=', '')
        .where('created_by', '=', account.accountId)
        .where('created_at', '>', clock() - 3_600_000)
        .executeTakeFirstOrThrow()
      if (recent.count >= TESTS_PER_HOUR)
        throw new MeetingError('rateLimited', 'too many test mails', { retryAfterSec: 600 })
      const { to } = request.body
      const mailId = await inTransaction(db, async (tx) => {
        const [id = ''] = await post.outbox.add(
          tx,
          [
            {
              kind: 'test',
              meetingId: null,
              unitCode: null,
              invitee: '',
              to: { address: to, name: to },
              subject: 'Thư kiểm tra của Điểm Cầu',
              content: MailContent.parse({}),
              createdBy: account.accountId,
            },
          ],
          clock(),
        )
        await audit.append(
          tx,
          { account, ip: request.ip },
          { action: 'mail.tested', subject: { type: 'mail', id, name: to }, unitCode: account.unit.code },
        )
        return id
      })
      return (await visible(account, mailId)).mail
    },
  )
}
