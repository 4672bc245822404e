import { ErrorBody, MeetingId } from '@diem-cau/signaling-contract'
import { Minutes, MinutesFileKind, MinutesHistory, MinutesPage, MinutesQuery, MinutesStep, ReturnMinutes, SaveMinutes, Verification } from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { OfficeContext } from '../OfficeContext.ts'
import { sendPaper } from '../papers/sendPaper.ts'
import { sendData } from './sendData.ts'
import { listMinutes } from './listMinutes.ts'
import type { MinutesActor } from './MinutesDesk.ts'

/** Minutes of a long meeting of many units. */
const MAX_MINUTES_BYTES = 4 * 1024 * 1024

const params = z.object({ meetingId: MeetingId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

/** Minutes (biên bản), under /api. */
export const minutesRoutes: FastifyPluginAsyncZod<OfficeContext> = async (app, { authenticate, db, minutes: desk, paperFiles }) => {
  const actorOf = async (request: FastifyRequest): Promise<MinutesActor> => ({ account: await authenticate(request), ip: request.ip })

  app.get(
    '/minutes',
    { schema: { summary: 'Minutes to write, to approve, or to read', querystring: MinutesQuery, response: { 200: MinutesPage, ...errors } } },
    async (request) => listMinutes(db, await authenticate(request), request.query),
  )

  app.get(
    '/minutes/:meetingId',
    { schema: { summary: 'Minutes of a meeting that has ended', params, response: { 200: Minutes, ...errors } } },
    async (request) => desk.get(await authenticate(request), request.params.meetingId),
  )

  app.put(
    '/minutes/:meetingId',
    { bodyLimit: MAX_MINUTES_BYTES, schema: { summary: 'Save what the secretary wrote; votes stay as the log has them', params, body: SaveMinutes, response: { 200: Minutes, ...errors } } },
    async (request) => desk.save(await actorOf(request), request.params.meetingId, request.body),
  )

  app.post(
    '/minutes/:meetingId/submit',
    { schema: { summary: 'Hand the minutes to the chair', params, body: MinutesStep, response: { 200: Minutes, ...errors } } },
    async (request) => desk.submit(await actorOf(request), request.params.meetingId, request.body.version),
  )

  app.post(
    '/minutes/:meetingId/return',
    { schema: { summary: 'Back to the secretary, with a remark', params, body: ReturnMinutes, response: { 200: Minutes, ...errors } } },
    async (request) => desk.return(await actorOf(request), request.params.meetingId, request.body),
  )

  app.post(
    '/minutes/:meetingId/approve',
    { schema: { summary: 'Fix the minutes for ever', params, body: MinutesStep, response: { 200: Minutes, ...errors } } },
    async (request) => desk.approve(await actorOf(request), request.params.meetingId, request.body.version),
  )

  app.get(
    '/minutes/:meetingId/history',
    { schema: { summary: 'Every version, the newest first', params, response: { 200: MinutesHistory, ...errors } } },
    async (request) => desk.history(await authenticate(request), request.params.meetingId),
  )

  app.get(
    '/minutes/:meetingId/verification',
    { schema: { summary: 'Whether the log and the fixed files are what they were', params, response: { 200: Verification, ...errors } } },
    async (request) => desk.verification(await authenticate(request), request.params.meetingId),
  )

  for (const kind of MinutesFileKind.options) {
    app.get(
      `/minutes/:meetingId/minutes.${kind}`,
      { schema: { summary: `The minutes as ${kind}: the fixed file, or a draft`, params, response: errors } },
      async (request, reply) => {
        const { meetingId } = request.params
        const file = await desk.file(await authenticate(request), meetingId, kind)
        if ('data' in file) return sendData(reply, kind, file.fileName, file.data)
        return sendPaper(request, reply, paperFiles, { ...file, type: kind }, false)
      },
    )
  }
}
