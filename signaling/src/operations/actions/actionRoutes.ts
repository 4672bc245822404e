import { type Account, ErrorBody, MeetingError, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { type AuditAction } from '@diem-cau/signaling-contract/office'
import { MoveRoom, RoomDiagnosis, RoomMoved, RoomRestarted } from '@diem-cau/signaling-contract/operations'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { AuditFact, AuditLog } from '../../audit/AuditLog.ts'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Schema } from '../../db/schema.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { sees } from '../feed/Scope.ts'
import { scopeFor } from '../feed/scopeFor.ts'
import type { ActedHost, ActedRoom, RoomActions } from './RoomActions.ts'

export type ActionRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly authenticate: Authenticate
  readonly actions: RoomActions
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const Room = z.object({ meetingId: MeetingId, participantId: ParticipantId })
const Empty = z.object({})

/** What IT admins and technicians do about rooms and meetings that they watch (SPEC 16.12). Each is on record with what came of it. */
export const actionRoutes: FastifyPluginAsyncZod<ActionRoutesOptions> = async (app, options) => {
  const { db, audit, authenticate, actions } = options

  const hostUnit = ({ schedule }: ActedHost) => schedule.hostUnit.code
  const titleOf = ({ state, schedule }: ActedHost) => state.title || schedule.title

  /** A room that the account may act on. @throws MeetingError `forbidden`, or as {@link RoomActions.room} */
  const roomFor = async (account: Account, { meetingId, participantId }: z.infer<typeof Room>): Promise<ActedRoom> => {
    // Who may act nowhere learns nothing of what there is.
    const scope = await scopeFor(db, account, 'operations.act')
    const room = actions.room(meetingId, participantId)
    const unit = room.participant.unit?.code ?? null
    if (!sees(scope, unit, hostUnit(room.host)))
      throw new MeetingError('forbidden', `operations.act on ${participantId}`)
    return room
  }

  const record = (account: Account, { ip }: FastifyRequest, fact: AuditFact): Promise<void> =>
    inTransaction(db, (tx) => audit.append(tx, { account, ip }, fact))

  const recordRoom = (
    account: Account,
    request: FastifyRequest,
    action: AuditAction,
    { host, participant }: ActedRoom,
    outcome: string,
  ): Promise<void> =>
    record(account, request, {
      action,
      subject: { type: 'endpoint', id: participant.participantId, name: participant.name },
      unitCode: participant.unit?.code ?? hostUnit(host),
      details: { title: titleOf(host), outcome },
    })

  app.post(
    '/operations/meetings/:meetingId/rooms/:participantId/move',
    {
      schema: {
        summary: 'Move a room to another media node while it speaks',
        params: Room,
        body: MoveRoom,
        response: { 200: RoomMoved, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const room = await roomFor(account, request.params)
      const moved = await actions.move(room, request.body.nodeId)
      await recordRoom(account, request, 'endpoint.moved', room, moved.outcome)
      return moved
    },
  )

  app.post(
    '/operations/meetings/:meetingId/rooms/:participantId/restart',
    {
      schema: {
        summary: 'Have a room connect its picture and sound anew',
        params: Room,
        body: Empty,
        response: { 200: RoomRestarted, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const room = await roomFor(account, request.params)
      const restarted = await actions.restart(room)
      await recordRoom(account, request, 'endpoint.restarted', room, restarted.outcome)
      return restarted
    },
  )

  app.post(
    '/operations/meetings/:meetingId/rooms/:participantId/diagnosis',
    {
      schema: {
        summary: 'Ask the page of a room how its PC, devices and line are',
        params: Room,
        body: Empty,
        response: { 200: RoomDiagnosis, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const room = await roomFor(account, request.params)
      const answered = await actions.diagnose(room)
      await recordRoom(account, request, 'endpoint.diagnosed', room, answered.outcome)
      return answered
    },
  )

  app.post(
    '/operations/meetings/:meetingId/end',
    {
      schema: {
        summary: 'End a meeting for everyone, as its chair would',
        params: Room.pick({ meetingId: true }),
        body: Empty,
        response: { 200: Empty, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const scope = await scopeFor(db, account, 'meeting.end')
      const host = actions.meeting(request.params.meetingId)
      const { meetingId } = host.state
      if (!sees(scope, null, hostUnit(host))) throw new MeetingError('forbidden', `meeting.end of ${meetingId}`)
      await host.end()
      await record(account, request, {
        action: 'meeting.ended',
        subject: { type: 'meeting', id: meetingId, name: titleOf(host) },
        unitCode: hostUnit(host),
      })
      return {}
    },
  )
}
