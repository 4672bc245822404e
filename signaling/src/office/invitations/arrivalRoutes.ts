import { ErrorBody, MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import { ArrivalLink, Arrived, NewArrival } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { LinkTokens } from './LinkTokens.ts'
import { putRoomPeople } from '../meetings/roomPeopleTable.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { invitedRoom } from '../schedule/invitedRoom.ts'
import type { PlanDesk } from '../schedule/PlanDesk.ts'
import { seatedPeople } from '../schedule/seatedPeople.ts'

/** A code on the screen counts for so long, in milliseconds: who reads it stands before it. */
const LINK_MS = 10 * 60_000
/** As many as the list takes. */
const MAX_PEOPLE = 60

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Officials who come to a room that is not their own say so with their phone, by the code on its screen (SPEC 19.8). */
export const arrivalRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly desk: PlanDesk; readonly tokens: LinkTokens }
> = async (app, office) => {
  const { authenticate, db, clock, audit, desk, tokens } = office

  app.get(
    '/meetings/:meetingId/arrival-link',
    {
      schema: {
        summary: 'What the screen of a room shows to those who come to it; for the room itself',
        params: z.object({ meetingId: MeetingId }),
        response: { 200: ArrivalLink, ...errors },
      },
    },
    async (request) => {
      const room = await authenticate(request)
      if (room.kind !== 'room') throw new MeetingError('forbidden', 'this is for rooms')
      const { meetingId } = request.params
      await desk.find(db, room, meetingId)
      const expiresAt = clock() + LINK_MS
      return { token: tokens.arrival(meetingId, room.accountId, expiresAt), expiresAt }
    },
  )

  app.post(
    '/arrivals',
    {
      schema: {
        summary: 'Be on the list of those who sit in the room whose code this is, in this one meeting',
        body: NewArrival,
        response: { 200: Arrived, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      if (account.kind !== 'person') throw new MeetingError('forbidden', 'this is for people')
      const link = tokens.open('arrival', request.body.token)
      if (!link || link.expiresAt <= clock()) throw new MeetingError('linkExpired')
      const { meetingId, roomId } = link
      return inTransaction(db, async (tx) => {
        const room = await invitedRoom(tx, meetingId, roomId)
        // The room may know of the meeting; who came to it need not have been invited.
        const { plan } = await desk.find(tx, room, meetingId)
        const phase = desk.phaseOf(plan)
        if (phase === 'ended' || phase === 'cancelled') throw new MeetingError('meetingEnded')
        const before = await seatedPeople(tx, meetingId, room.accountId)
        const { position } = await tx
          .selectFrom('account')
          .select('position')
          .where('id', '=', account.accountId)
          .executeTakeFirstOrThrow()
        const person = { name: account.name, position: position === '' ? account.unit.name : position }
        const isThere = before.some(({ name }) => name === person.name)
        if (!isThere) {
          if (before.length >= MAX_PEOPLE) throw new MeetingError('badRequest', 'the room is full', { field: 'people' })
          await putRoomPeople(tx, { meetingId, roomId: room.accountId, people: [...before, person] }, clock())
        }
        await audit.append(
          tx,
          { account, ip: request.ip },
          {
            action: 'meeting.peopleSeated',
            subject: { type: 'meeting', id: meetingId, name: plan.title },
            unitCode: plan.hostUnit.code,
            details: { roomId: room.accountId, room: room.name, people: before.length + (isThere ? 0 : 1) },
          },
        )
        return { room: room.name, title: plan.title, startsAt: plan.startsAt, name: person.name }
      })
    },
  )
}
