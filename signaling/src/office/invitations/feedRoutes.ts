import { createHash } from 'node:crypto'
import { type Account, AccountId, ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { Feed } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { renewFeedAddress } from '../../auth/accountTable.ts'
import type { Limits } from '../../auth/limits/Limits.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { Invitations } from './Invitations.ts'
import { feedCalendar } from './invitationCalendar.ts'
import { LinkGuard } from './LinkGuard.ts'
import { mayAt, requireMay } from '../access.ts'
import { readFeed } from './readFeed.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const room = z.object({ roomId: AccountId })

/** Secret addresses of calendars, and their renewal. */
export const feedRoutes: FastifyPluginAsyncZod<OfficeContext & { readonly invitations: Invitations }> = async (
  app,
  { db, authenticate, audit, invitations },
) => {
  const feedOf = async (accountId: AccountId) => {
    const { feed_generation } = await db
      .selectFrom('account')
      .select('feed_generation')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow()
    return { url: invitations.links.feed(accountId, feed_generation) }
  }

  const renew = async (accountId: AccountId, by: Account, ip: string) => {
    await inTransaction(db, async (tx) => {
      await renewFeedAddress(tx, accountId)
      const owner = await tx
        .selectFrom('account')
        .select(['name', 'unit_code'])
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      await audit.append(
        tx,
        { account: by, ip },
        {
          action: 'feed.renewed',
          subject: { type: 'account', id: accountId, name: owner.name },
          unitCode: owner.unit_code,
        },
      )
    })
    return feedOf(accountId)
  }

  const requireRoom = async (account: Account, roomId: AccountId, action: 'room.read' | 'room.manage') => {
    const row = await db
      .selectFrom('account')
      .select('unit_code')
      .where('id', '=', roomId)
      .where('kind', '=', 'room')
      .executeTakeFirst()
    if (!row || !(await mayAt(db, account, 'room.read', row.unit_code))) throw new MeetingError('notFound')
    await requireMay(db, account, action, row.unit_code)
  }

  const requirePerson = (account: Account): AccountId => {
    if (account.kind === 'guest') throw new MeetingError('forbidden', 'guests have no calendar')
    return account.accountId
  }

  app.get(
    '/me/feed',
    { schema: { summary: 'The secret address of my calendar', response: { 200: Feed, ...errors } } },
    async (request) => feedOf(requirePerson(await authenticate(request))),
  )

  app.post(
    '/me/feed/renew',
    {
      schema: {
        summary: 'A new address; the one before is worth nothing any more',
        response: { 200: Feed, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      return renew(requirePerson(account), account, request.ip)
    },
  )

  app.get(
    '/rooms/:roomId/feed',
    {
      schema: {
        summary: 'The secret address of the calendar of a room',
        params: room,
        response: { 200: Feed, ...errors },
      },
    },
    async (request) => {
      // The address is the calendar: to know it is to manage the room.
      await requireRoom(await authenticate(request), request.params.roomId, 'room.manage')
      return feedOf(request.params.roomId)
    },
  )

  app.post(
    '/rooms/:roomId/feed/renew',
    {
      schema: { summary: 'A new address of the calendar of a room', params: room, response: { 200: Feed, ...errors } },
    },
    async (request) => {
      const account = await authenticate(request)
      await requireRoom(account, request.params.roomId, 'room.manage')
      return renew(request.params.roomId, account, request.ip)
    },
  )
}

/** /feeds/:token.ics, outside of the API: what calendar programs ask for, without a sign-in. */
export const feedFiles: FastifyPluginAsyncZod<
  Pick<OfficeContext, 'db' | 'clock'> & { readonly limits: Limits; readonly invitations: Invitations }
> = async (app, { db, clock, limits, invitations }) => {
  const guard = new LinkGuard(limits, 'calendar')

  app.get(
    '/feeds/:file',
    {
      schema: {
        hide: true,
        params: z.object({
          file: z
            .string()
            .max(400)
            .regex(/^[\x21-\x7e]+\.ics$/),
        }),
      },
    },
    async (request, reply) => {
      const text = await guard.watch(request.ip, async () => {
        const link = invitations.tokens.open('feed', request.params.file.replace(/\.ics$/, ''))
        const owner = link && (await readFeed(db, link.accountId, link.generation, clock()))
        if (!owner) throw new MeetingError('notFound', 'no such calendar')
        return feedCalendar(owner.name, owner.meetings, {
          now: clock(),
          url: ({ meetingId }) => invitations.links.meeting(meetingId),
        })
      })
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
      reply.header('cache-control', 'private, max-age=900').header('etag', etag).header('x-robots-tag', 'noindex')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="lich-hop.ics"')
        .send(text)
    },
  )
}
