import { ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { MAX_STILL_BYTES, NewRun, ReadinessPlan, Run } from '@diem-cau/signaling-contract/readiness'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Limits } from '../auth/limits/Limits.ts'
import type { OfficeContext } from '../office/OfficeContext.ts'
import type { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { type Asking, ReadinessDesk } from './ReadinessDesk.ts'

export type RoomReadinessRoutesOptions = OfficeContext & {
  readonly limits: Limits
  readonly schedules: ScheduleStore
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
/** A room that is mended tries what was wrong every five seconds; more than twice as often is a page gone wild. */
const RUNS_IN_FIVE_MINUTES = 150

/** What the page of a room says of itself and asks for; a person's page may have its computer judged (SPEC 18.20). */
export const roomReadinessRoutes: FastifyPluginAsyncZod<RoomReadinessRoutesOptions> = async (app, office) => {
  const { authenticate, limits } = office
  const desk = new ReadinessDesk(office)
  const runs = limits.window('readiness', RUNS_IN_FIVE_MINUTES, 300)
  const askingOf = async (request: FastifyRequest): Promise<Asking> => ({
    account: await authenticate(request),
    ip: request.ip,
  })

  app.get(
    '/readiness/plan',
    {
      schema: {
        summary: "What the room's page is to test next, and whom to call",
        response: { 200: ReadinessPlan, ...errors },
      },
    },
    async (request) => desk.plan(await authenticate(request)),
  )

  app.post(
    '/readiness/runs',
    {
      schema: {
        summary: 'A test that was made: of a room it is kept, of a person it is judged',
        body: NewRun,
        response: { 200: Run, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      const retryAfterSec = await runs.spend(account.accountId)
      if (retryAfterSec > 0) throw new MeetingError('rateLimited', 'too many tests', { retryAfterSec })
      return desk.take(account, request.body)
    },
  )

  app.post(
    '/readiness/help',
    { schema: { summary: 'The room calls for its technician', response: { 200: ReadinessPlan, ...errors } } },
    async (request) => desk.callForHelp(await askingOf(request)),
  )

  await app.register(async (scoped) => {
    scoped.addContentTypeParser('image/jpeg', { parseAs: 'buffer', bodyLimit: MAX_STILL_BYTES }, (_, body, done) =>
      done(null, body),
    )
    scoped.put(
      '/readiness/still',
      {
        bodyLimit: MAX_STILL_BYTES,
        schema: {
          summary: 'The still of its camera that the room was asked for; a JPEG of 60 kB at most, kept for ten minutes',
          response: { 204: z.null(), ...errors },
        },
      },
      async (request, reply) => {
        const account = await authenticate(request)
        const { body } = request
        if (!(body instanceof Buffer) || !isJpeg(body)) throw new MeetingError('unsupportedMedia', 'a still is a JPEG')
        await desk.takeStill(account, body)
        return reply.code(204).send(null)
      },
    )
  })
}

/** Begins and ends as one does. Nothing but an `<img>` of the board ever looks at it, and only as a picture. */
const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9
