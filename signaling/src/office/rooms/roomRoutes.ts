import { AccountId, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import {
  ClaimPairing,
  EditRoom,
  Enrol,
  NewPairing,
  NewRoom,
  Pairing,
  PairingState,
  Room,
  RoomPage,
  RoomQuery,
} from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addressKey } from '../../auth/limits/addressKey.ts'
import type { Counted, Limits } from '../../auth/limits/Limits.ts'
import type { SignIns } from '../../auth/SignIns.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { Admin } from '../people/People.ts'
import { Pairings } from './Pairings.ts'
import { Rooms } from './Rooms.ts'
import { scopeOf } from '../access.ts'
import { RoomStore } from './RoomStore.ts'

/** Pairings begun from one address before it has to wait: 85 rooms may share one, and be set up in one afternoon. */
const PAIRINGS_PER_ADDRESS = 200

/** Wrong codes of one administrator before they have to wait: 31^8 codes are not guessed so. */
const CODES_PER_ADMIN = 10

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const params = z.object({ roomId: AccountId })

/** Meeting rooms, for administrators; pairing, for the PC in the room. */
export const roomRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly limits: Limits; readonly signIns: SignIns }
> = async (app, office) => {
  const { authenticate, db, clock, limits, signIns } = office
  const rooms = new Rooms(office)
  const tries = limits.tries('room')
  const adminOf = async (request: FastifyRequest): Promise<Admin> => ({
    account: await authenticate(request),
    ip: request.ip,
  })

  const take = async (counted: readonly Counted[]) => {
    const retryAfterSec = await tries.take(counted)
    if (retryAfterSec > 0) throw new MeetingError('tooManyTries', 'too many tries', { retryAfterSec })
  }

  app.get(
    '/rooms',
    { schema: { summary: 'Meeting rooms, by name', querystring: RoomQuery, response: { 200: RoomPage, ...errors } } },
    async (request) => {
      const scope = await scopeOf(db, await authenticate(request), 'room.read')
      return new RoomStore(db).list(request.query, scope)
    },
  )

  app.post(
    '/rooms',
    { schema: { summary: 'A new meeting room', body: NewRoom, response: { 200: Room, ...errors } } },
    async (request) => rooms.create(await adminOf(request), request.body),
  )

  app.get(
    '/rooms/:roomId',
    { schema: { summary: 'One meeting room', params, response: { 200: Room, ...errors } } },
    async (request) => rooms.visible(await adminOf(request), request.params.roomId),
  )

  app.patch(
    '/rooms/:roomId',
    { schema: { summary: 'Edit a meeting room', params, body: EditRoom, response: { 200: Room, ...errors } } },
    async (request) => rooms.edit(await adminOf(request), request.params.roomId, request.body),
  )

  app.post(
    '/rooms/:roomId/enrol',
    {
      schema: {
        summary: 'Give the room to the PC whose TV shows this code',
        params,
        body: Enrol,
        response: { 200: Room, ...errors },
      },
    },
    async (request) => {
      const admin = await adminOf(request)
      const counted: Counted[] = [[`code ${admin.account.accountId}`, CODES_PER_ADMIN]]
      await take(counted)
      const room = await rooms.enrol(admin, request.params.roomId, request.body.code)
      await tries.takeBack(counted)
      return room
    },
  )

  app.post(
    '/rooms/:roomId/revoke',
    { schema: { summary: 'Take the room from its PC, at once', params, response: { 200: Room, ...errors } } },
    async (request) => rooms.revoke(await adminOf(request), request.params.roomId),
  )

  app.post(
    '/pairings',
    {
      schema: {
        summary: "A code for the TV, on the room's PC",
        body: NewPairing,
        response: { 200: Pairing, ...errors },
      },
    },
    async (request) => {
      await take([[`pairing ${addressKey(request.ip)}`, PAIRINGS_PER_ADDRESS]])
      return new Pairings(db).begin(request.body.deviceName, clock())
    },
  )

  app.post(
    '/pairings/:pairingId/claim',
    {
      schema: {
        summary: "What became of the pairing; once enrolled it signs the room's PC in",
        params: z.object({ pairingId: RowId }),
        body: ClaimPairing,
        response: { 200: PairingState, ...errors },
      },
    },
    async (request, reply) => {
      const claimed = await rooms.claim(request.params.pairingId, request.body.secret)
      if (claimed.state !== 'enrolled') return claimed
      await signIns.begin(claimed.account, 'room', request, reply)
      return { state: 'enrolled' as const, room: claimed.room }
    },
  )
}
