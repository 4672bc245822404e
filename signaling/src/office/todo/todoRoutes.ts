import { ErrorBody } from '@diem-cau/signaling-contract'
import { Todo, type TodoItem } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { allowed } from '../../domain/office/officePermissions.ts'
import { grantsOf, scopeCondition } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import type { Invitations } from '../invitations/Invitations.ts'
import { listInvitations } from '../invitations/listInvitations.ts'
import { MeetingSight } from '../invitations/MeetingSight.ts'
import { listMinutes } from '../minutes/listMinutes.ts'
import { collapseSeries } from './collapseSeries.ts'

/** The page looks at so many of each kind: more do not wait for anybody's attention at once. */
const LIMIT = 50

/** Lists what waits for the one who is signed in. */
export const todoRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly invitations: Invitations; readonly meetings: Pick<RunningMeetings, 'attended'> }
> = async (app, { authenticate, db, clock, meetings, invitations }) => {
  const sight = new MeetingSight(db)

  app.get(
    '/todo',
    {
      schema: {
        summary: 'What waits for the signed-in account: answers, minutes, drafts',
        response: { 200: Todo, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const now = clock()
      const [units, grants] = await Promise.all([sight.answering(account), grantsOf(db, account.accountId)])
      const managed = allowed(grants, 'meeting.manage')
      const isManaged = await scopeCondition(db, managed)
      const manages = managed.all || managed.branches.length > 0 || managed.units.length > 0
      const [approve, answer, write, drafts] = await Promise.all([
        listMinutes(db, account, { view: 'approve', limit: LIMIT }),
        listInvitations(
          db,
          { open: 'true', limit: LIMIT },
          { account, units, manages: [], now, running: meetings.attended(), earlier: invitations.earlier },
        ),
        listMinutes(db, account, { view: 'write', limit: LIMIT }),
        manages
          ? db
              .selectFrom('meeting')
              .select(['id', 'title', 'starts_at', 'series_id'])
              .where('phase', '=', 'draft')
              .where('starts_at', '>', now)
              .where((eb) => isManaged(eb.ref('host_unit_code')))
              .orderBy('starts_at')
              .limit(LIMIT + 1)
              .execute()
          : [],
      ])
      const items: TodoItem[] = [
        ...approve.items.map(({ meetingId, title, startsAt }) => ({
          kind: 'approve' as const,
          meetingId,
          title,
          startsAt,
          seriesId: null,
          meetings: 1,
        })),
        ...collapseSeries(
          answer.items
            .flatMap(({ dates }) => dates)
            .filter(({ mayAnswer }) => mayAnswer)
            .map(({ meeting: { meetingId, title, startsAt, seriesId } }) => ({
              kind: 'answer' as const,
              meetingId,
              title,
              startsAt,
              seriesId,
            })),
        ),
        // Drafts that were given to the chair wait for the chair.
        ...write.items
          .filter(({ status }) => status === 'draft')
          .map(({ meetingId, title, startsAt }) => ({
            kind: 'write' as const,
            meetingId,
            title,
            startsAt,
            seriesId: null,
            meetings: 1,
          })),
        ...collapseSeries(
          drafts.slice(0, LIMIT).map(({ id, title, starts_at, series_id }) => ({
            kind: 'draft' as const,
            meetingId: id,
            title,
            startsAt: starts_at,
            seriesId: series_id,
          })),
        ),
      ]
      return { items, more: [approve, answer, write].some(({ next }) => next !== null) || drafts.length > LIMIT }
    },
  )
}
