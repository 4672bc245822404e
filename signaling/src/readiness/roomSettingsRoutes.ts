import { AccountId, ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { RoomSettings, RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ReadinessDesk } from './ReadinessDesk.ts'
import type { RoomReadinessRoutesOptions } from './roomReadinessRoutes.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const params = z.object({ roomId: AccountId })
/** More than anybody presses OK on a TV. */
const CHANGES_IN_FIVE_MINUTES = 120

/** What a room wants, as its own page and who looks after it see and change it (SPEC 23.8). */
export const roomSettingsRoutes: FastifyPluginAsyncZod<RoomReadinessRoutesOptions> = async (app, office) => {
  const { authenticate, limits } = office
  const desk = new ReadinessDesk(office)
  const changes = limits.window('roomSettings', CHANGES_IN_FIVE_MINUTES, 300)

  app.get(
    '/rooms/:roomId/settings',
    { schema: { summary: 'What the room wants', params, response: { 200: RoomSettingsState, ...errors } } },
    async (request) => desk.settings(await authenticate(request), request.params.roomId),
  )

  app.put(
    '/rooms/:roomId/settings',
    {
      schema: {
        summary: 'Changes what the room wants; the room takes it up within seconds',
        params,
        body: RoomSettings,
        response: { 200: RoomSettingsState, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const retryAfterSec = await changes.spend(account.accountId)
      if (retryAfterSec > 0) throw new MeetingError('rateLimited', 'too many changes', { retryAfterSec })
      const { roomId } = request.params
      await desk.setSettings({ account, ip: request.ip }, roomId, request.body)
      return desk.settings(account, roomId)
    },
  )
}
