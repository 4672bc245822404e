import { AccountId, ErrorBody, MeetingError, MeetingId } from '@diem-cau/signaling-contract'
import { SeatedPeople } from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { invitedRoom } from './invitedRoom.ts'
import { seatedPeople } from './seatedPeople.ts'
import { mayAt } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import { putRoomPeople } from '../meetings/roomPeopleTable.ts'
import type { PlanDesk } from './PlanDesk.ts'

const params = z.object({ meetingId: MeetingId, roomId: AccountId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Lists who sits in a room, meeting by meeting. */
export const seatedPeopleRoutes: FastifyPluginAsyncZod<OfficeContext & { readonly desk: PlanDesk }> = async (
  app,
  office,
) => {
  const { authenticate, db, clock, audit, desk } = office

  app.get(
    '/meetings/:meetingId/rooms/:roomId/people',
    { schema: { summary: 'Named officials who sit in a room', params, response: { 200: SeatedPeople, ...errors } } },
    async (request) => {
      const { meetingId, roomId } = request.params
      await desk.find(db, await authenticate(request), meetingId)
      await invitedRoom(db, meetingId, roomId)
      return { people: await seatedPeople(db, meetingId, roomId) }
    },
  )

  app.put(
    '/meetings/:meetingId/rooms/:roomId/people',
    {
      schema: {
        summary: 'Say who sits in a room: by the room, an official of its unit, or who manages the meeting',
        params,
        body: SeatedPeople,
        response: { 200: SeatedPeople, ...errors },
      },
    },
    async (request) => {
      const { meetingId, roomId } = request.params
      const account = await authenticate(request)
      await inTransaction(db, async (tx) => {
        const { plan, mayManage } = await desk.find(tx, account, meetingId)
        const room = await invitedRoom(tx, meetingId, roomId)
        const mayAnswer = await mayAt(tx, account, 'invitation.answer', room.unit.code)
        if (account.accountId !== roomId && !mayManage && !mayAnswer)
          throw new MeetingError('forbidden', 'a room of another unit')
        const phase = desk.phaseOf(plan)
        if (phase === 'ended' || phase === 'cancelled') throw new MeetingError('meetingStarted', `it is ${phase}`)
        await putRoomPeople(tx, { meetingId, roomId, people: request.body.people }, clock())
        await audit.append(
          tx,
          { account, ip: request.ip },
          {
            action: 'meeting.peopleSeated',
            subject: { type: 'meeting', id: meetingId, name: plan.title },
            unitCode: plan.hostUnit.code,
            details: { roomId, room: room.name, people: request.body.people.length },
          },
        )
      })
      return request.body
    },
  )
}
