import { type Account, ErrorBody, MAX_MINUTES_BYTES, MeetingId } from '@diem-cau/signaling-contract'
import {
  AmendMinutes,
  Minutes,
  MinutesFileKind,
  MinutesHistory,
  MinutesPage,
  MinutesQuery,
  MinutesStep,
  NumberMinutes,
  ReturnMinutes,
  SaveMinutes,
  Verification,
} from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { OfficeContext } from '../OfficeContext.ts'
import type { PaperFiles } from '../papers/PaperFiles.ts'
import type { MinutesDesk } from './MinutesDesk.ts'
import { sendPaper } from '../papers/sendPaper.ts'
import { sendData } from '../files/sendData.ts'
import { listMinutes } from './listMinutes.ts'
import type { MinutesActor } from './MinutesDesk.ts'

const params = z.object({ meetingId: MeetingId })
const errors = { '4xx': ErrorBody, '5xx': ErrorBody }

type Step = z.output<typeof MinutesStep>

/** A request about the minutes of one meeting. */
type OfMeeting = FastifyRequest & { readonly params: z.output<typeof params> }

const about = <T extends z.ZodType>(summary: string, answer: T) => ({
  summary,
  params,
  response: { 200: answer, ...errors },
})

/** Minutes (biên bản), under /api. The desk decides who may. */
export const minutesRoutes: FastifyPluginAsyncZod<
  OfficeContext & { readonly minutes: MinutesDesk; readonly paperFiles: PaperFiles }
> = async (app, { authenticate, db, minutes: desk, paperFiles }) => {
  const read =
    <T>(what: (account: Account, meetingId: MeetingId) => Promise<T>) =>
    async (request: OfMeeting) =>
      what(await authenticate(request), request.params.meetingId)
  const step =
    <T>(take: (actor: MinutesActor, meetingId: MeetingId, asked: T) => Promise<Minutes>) =>
    async (request: OfMeeting & { readonly body: T }) =>
      take({ account: await authenticate(request), ip: request.ip }, request.params.meetingId, request.body)

  app.get(
    '/minutes',
    {
      config: { scope: 'minutes.read' },
      schema: {
        summary: 'Minutes to write, to approve, or to read',
        querystring: MinutesQuery,
        response: { 200: MinutesPage, ...errors },
      },
    },
    async (request) => listMinutes(db, await authenticate(request), request.query),
  )

  app.get(
    '/minutes/:meetingId',
    { config: { scope: 'minutes.read' }, schema: about('Minutes of a meeting that has ended', Minutes) },
    read((account, id) => desk.reader.get(account, id)),
  )
  app.get(
    '/minutes/:meetingId/history',
    { config: { scope: 'minutes.read' }, schema: about('Every version, the newest first', MinutesHistory) },
    read((account, id) => desk.reader.history(account, id)),
  )
  app.get(
    '/minutes/:meetingId/verification',
    {
      config: { scope: 'minutes.read' },
      schema: about('Whether the log and the fixed files are what they were', Verification),
    },
    read((account, id) => desk.reader.verification(account, id)),
  )

  app.put(
    '/minutes/:meetingId',
    {
      bodyLimit: MAX_MINUTES_BYTES,
      schema: { ...about('Save what the secretary wrote; votes stay as the log has them', Minutes), body: SaveMinutes },
    },
    step((actor, id, asked: SaveMinutes) => desk.save(actor, id, asked)),
  )
  app.post(
    '/minutes/:meetingId/submit',
    { schema: { ...about('Hand the minutes to the chair', Minutes), body: MinutesStep } },
    step((actor, id, { version }: Step) => desk.submit(actor, id, version)),
  )
  app.post(
    '/minutes/:meetingId/return',
    { schema: { ...about('Back to the secretary, with a remark', Minutes), body: ReturnMinutes } },
    step((actor, id, asked: z.output<typeof ReturnMinutes>) => desk.return(actor, id, asked)),
  )
  app.post(
    '/minutes/:meetingId/approve',
    { schema: { ...about('Fix the minutes for ever', Minutes), body: MinutesStep } },
    step((actor, id, { version }: Step) => desk.approve(actor, id, version)),
  )
  app.post(
    '/minutes/:meetingId/number',
    { schema: { ...about('Give approved minutes the number of the register, once', Minutes), body: NumberMinutes } },
    step((actor, id, asked: NumberMinutes) => desk.number(actor, id, asked)),
  )
  app.post(
    '/minutes/:meetingId/amend',
    { schema: { ...about('Begin a correction of approved minutes', Minutes), body: AmendMinutes } },
    step((actor, id, asked: AmendMinutes) => desk.amend(actor, id, asked)),
  )
  app.post(
    '/minutes/:meetingId/discard',
    { schema: { ...about('Give up the correction that is being written', Minutes), body: MinutesStep } },
    step((actor, id, { version }: Step) => desk.discard(actor, id, version)),
  )

  const send = async (request: OfMeeting, reply: FastifyReply, kind: MinutesFileKind, issue: number | null) => {
    const file = await desk.reader.file(await authenticate(request), request.params.meetingId, kind, issue)
    if ('data' in file) return sendData(reply, kind, file.fileName, file.data)
    return sendPaper(request, reply, paperFiles, { ...file, type: kind }, { inline: false })
  }
  for (const kind of MinutesFileKind.options) {
    app.get(
      `/minutes/:meetingId/minutes.${kind}`,
      {
        config: { cost: 5 },
        schema: { summary: `The minutes as ${kind}: the fixed file, or a draft`, params, response: errors },
      },
      async (request, reply) => send(request, reply, kind, null),
    )
    app.get(
      `/minutes/:meetingId/issues/:issue/minutes.${kind}`,
      {
        config: { cost: 5 },
        schema: {
          summary: `The fixed ${kind} of one issue`,
          params: params.extend({ issue: z.coerce.number().int().min(1).max(10_000) }),
          response: errors,
        },
      },
      async (request, reply) => send(request, reply, kind, request.params.issue),
    )
  }
}
