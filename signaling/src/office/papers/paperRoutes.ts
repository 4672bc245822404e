import { ascii, ErrorBody, MeetingError, MeetingId, RowId } from '@diem-cau/signaling-contract'
import { EditPaper, Paper, PaperLink, PaperList, QueryFlag, Scope } from '@diem-cau/signaling-contract/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { statusOf } from '../../errors/statusOf.ts'
import type { PaperContext } from './PaperContext.ts'
import { PaperDesk } from './PaperDesk.ts'
import { PaperUploads } from './PaperUploads.ts'
import { sendPaper } from './sendPaper.ts'
import { StagedPapers } from './StagedPapers.ts'

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const paperParams = z.object({ paperId: RowId })
const versionParams = paperParams.extend({ number: z.coerce.number().int().min(1) })
/** A file comes no faster than so many kilobits a second: over a narrow line it leaves room for the voice. */
const Pace = z.coerce.number().int().min(16).max(100_000)
const UPLOAD = '/papers/upload'
/** A link is for the click that asked for it, in milliseconds. */
const LINK_MS = 2 * 60_000

/** Papers of meetings: up in pieces, down as files. */
export const paperRoutes: FastifyPluginAsyncZod<PaperContext> = async (app, office) => {
  const { authenticate, invitations, clock, paperFiles: files } = office
  const staged = new StagedPapers({ db: office.db, files, clock, logger: office.logger })
  const desk = new PaperDesk(office, files, staged)
  const uploads = await PaperUploads.open({
    folder: office.paperFolder,
    processId: office.processId,
    path: `/api${UPLOAD}`,
    logger: office.logger,
    statusOf,
    check: (uploader, target) => desk.checkUpload(uploader, target),
    finish: (uploader, target, file) => desk.take(uploader, target, file),
    cleaned: () => staged.clean(),
  })
  app.addHook('onClose', async () => uploads.close())

  // The pieces are read by tus itself, as they come.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  const upload = async (request: FastifyRequest, reply: FastifyReply) => {
    const account = await authenticate(request)
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    await uploads.handle(request.raw, reply.raw, { account, ip: request.ip })
  }
  app.route({ method: ['POST', 'OPTIONS'], url: UPLOAD, schema: { hide: true }, handler: upload })
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
    url: `${UPLOAD}/:uploadId`,
    schema: { hide: true },
    handler: upload,
  })

  app.get(
    '/meetings/:meetingId/papers',
    {
      schema: {
        summary: 'Papers of a meeting, for who is invited',
        params: z.object({ meetingId: MeetingId }),
        response: { 200: PaperList, ...errors },
      },
    },
    async (request) => desk.list(await authenticate(request), request.params.meetingId),
  )

  app.patch(
    '/papers/:paperId',
    {
      schema: {
        summary: 'Rename a paper, or move it',
        params: paperParams,
        body: EditPaper,
        response: { 200: Paper, ...errors },
      },
    },
    async (request) =>
      desk.edit({ account: await authenticate(request), ip: request.ip }, request.params.paperId, request.body),
  )

  app.delete(
    '/papers/:paperId',
    {
      schema: {
        summary: 'Take a paper out of the meeting, or of its series',
        params: paperParams,
        querystring: z.object({ scope: Scope.default('this') }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      await desk.remove(
        { account: await authenticate(request), ip: request.ip },
        request.params.paperId,
        request.query.scope,
      )
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/papers/:paperId/versions/:number',
    {
      schema: {
        summary: 'A version as a file',
        params: versionParams,
        querystring: z.object({ inline: QueryFlag.optional(), kbit: Pace.optional() }),
        response: errors,
      },
    },
    async (request, reply) => {
      const { paperId, number } = request.params
      const { inline = false, kbit } = request.query
      const version = await desk.version(await authenticate(request), paperId, number)
      return sendPaper(request, reply, files, version, { inline, kbit })
    },
  )

  app.get(
    '/papers/:paperId/versions/:number/pdf',
    {
      schema: {
        summary: 'A version as PDF: itself, or what was made of it',
        params: versionParams,
        querystring: z.object({ kbit: Pace.optional() }),
        response: errors,
      },
    },
    async (request, reply) => {
      const { paperId, number } = request.params
      const pdf = await desk.pdf(await authenticate(request), paperId, number)
      return sendPaper(request, reply, files, { ...pdf, type: 'pdf' }, { inline: true, kbit: request.query.kbit })
    },
  )

  app.post(
    '/papers/:paperId/versions/:number/link',
    {
      schema: {
        summary: 'An address for a download, good for two minutes',
        params: versionParams,
        response: { 200: PaperLink, ...errors },
      },
    },
    async (request) => {
      const { paperId, number } = request.params
      await desk.version(await authenticate(request), paperId, number)
      return { url: `/api/paper-files/${invitations.tokens.paper(paperId, number, clock() + LINK_MS)}` }
    },
  )

  app.get(
    '/paper-files/:token',
    { schema: { summary: 'A version as a file, by link', params: z.object({ token: ascii(400) }), response: errors } },
    async (request, reply) => {
      const link = invitations.tokens.open('paper', request.params.token)
      if (!link) throw new MeetingError('notFound')
      if (clock() >= link.expiresAt) throw new MeetingError('linkExpired')
      return sendPaper(request, reply, files, await desk.versionByLink(link.paperId, link.number), {
        inline: false,
      })
    },
  )
}
