import { AccountId, ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { RoomCameraChange, RoomCameraState, RoomCameraTried } from '@diem-cau/signaling-contract/readiness'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Asking } from './ReadinessDesk.ts'
import { RoomCameras, type RoomCamerasContext } from './RoomCameras.ts'
import type { RoomReadinessRoutesOptions } from './roomReadinessRoutes.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const params = z.object({ roomId: AccountId })
/** More than anybody writes by hand. */
const CHANGES_IN_FIVE_MINUTES = 30
/** A room whose camera is away looks every five seconds for two minutes (SPEC 18.11). */
const TRIES_IN_FIVE_MINUTES = 40

/** The camera of the network that a room has (SPEC 23.13). */
export const roomCameraRoutes: FastifyPluginAsyncZod<
  RoomReadinessRoutesOptions & Pick<RoomCamerasContext, 'sealer' | 'mediaNodes'>
> = async (app, office) => {
  const { authenticate, limits } = office
  const cameras = new RoomCameras(office)
  const changes = limits.window('roomCamera', CHANGES_IN_FIVE_MINUTES, 300)
  const tries = limits.window('roomCameraTry', TRIES_IN_FIVE_MINUTES, 300)
  const changing = async (request: FastifyRequest, window = changes): Promise<Asking> => {
    const account = await authenticate(request)
    const retryAfterSec = await window.spend(account.accountId)
    if (retryAfterSec > 0) throw new MeetingError('rateLimited', 'too many of them', { retryAfterSec })
    return { account, ip: request.ip }
  }

  app.get(
    '/rooms/:roomId/camera',
    {
      schema: {
        summary: 'The camera of the network that the room has',
        params,
        response: { 200: RoomCameraState, ...errors },
      },
    },
    async (request) => cameras.state(await authenticate(request), request.params.roomId),
  )

  app.put(
    '/rooms/:roomId/camera',
    {
      schema: {
        summary: 'Sets the camera of the network (RTSP, H.264) that the room has',
        params,
        body: RoomCameraChange,
        response: { 200: RoomCameraState, ...errors },
      },
    },
    async (request) => {
      const asking = await changing(request)
      await cameras.change(asking, request.params.roomId, request.body)
      return cameras.state(asking.account, request.params.roomId)
    },
  )

  app.delete(
    '/rooms/:roomId/camera',
    {
      schema: {
        summary: 'The room has no camera of the network any more',
        params,
        response: { 200: RoomCameraState, ...errors },
      },
    },
    async (request) => {
      const asking = await changing(request)
      await cameras.remove(asking, request.params.roomId)
      return cameras.state(asking.account, request.params.roomId)
    },
  )

  app.post(
    '/rooms/:roomId/camera/try',
    {
      schema: {
        summary: 'A media node looks what comes of the camera of the network that the room has',
        params,
        response: { 200: RoomCameraTried, ...errors },
      },
    },
    async (request) => {
      const { account } = await changing(request, tries)
      return cameras.try(account, request.params.roomId)
    },
  )
}
