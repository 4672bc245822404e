import { ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import {
  CameraOnLine,
  ConnectLine,
  Echo,
  LineCount,
  type LineNode,
  LineNodes,
  OpenedLine,
  OpenLine,
  ProduceOnLine,
} from '@diem-cau/signaling-contract/readiness'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Kysely } from 'kysely'
import type { Authenticate } from '../../auth/authenticate.ts'
import type { Sealer } from '../../auth/Sealer.ts'
import { addressKey } from '../../auth/limits/addressKey.ts'
import type { Limits } from '../../auth/limits/Limits.ts'
import type { Schema } from '../../db/schema.ts'
import type { MediaNodes } from '../../live/media/nodes/MediaNodes.ts'
import { hasNoRoom } from '../../live/media/nodes/placement.ts'
import { RoomCameraStore } from '../store/RoomCameraStore.ts'
import { EchoLines, type LineOwner } from './EchoLines.ts'

export type LineRoutesOptions = {
  readonly authenticate: Authenticate
  readonly limits: Limits
  readonly mediaNodes: Pick<MediaNodes, 'clients' | 'turnFor'>
  readonly db: Kysely<Schema>
  readonly sealer: Pick<Sealer, 'seal' | 'unseal'>
}

/** Lines that an account opens in a minute: a room that waits to be mended tries each of its nodes every five seconds. */
const A_MINUTE_OF_ACCOUNT = 60
/** Lines that are opened from one address without a sign-in, in a minute: some rooms of an office at a time. */
const A_MINUTE_OF_ADDRESS = 20

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const Empty = z.object({})
const params = z.object({ lineId: RowId })

/** Lines by which a room, or anybody, tries the way to each media node with real media (SPEC 18.5 to 18.8). */
export const lineRoutes: FastifyPluginAsyncZod<LineRoutesOptions> = async (
  app,
  { authenticate, limits, mediaNodes, db, sealer },
) => {
  const lines = new EchoLines(mediaNodes.turnFor)
  app.addHook('onClose', () => lines.close())
  const ofAccount = limits.window('line of account', A_MINUTE_OF_ACCOUNT, 60)
  const ofAddress = limits.window('line of address', A_MINUTE_OF_ADDRESS, 60)

  /** @throws MeetingError of a sign-in that does not count; `rateLimited` */
  const ownerOf = async (request: FastifyRequest): Promise<LineOwner> => {
    const isSignedIn = request.headers.authorization !== undefined
    const key = isSignedIn ? (await authenticate(request)).accountId : addressKey(request.ip)
    const retryAfterSec = await (isSignedIn ? ofAccount : ofAddress).spend(key)
    if (retryAfterSec > 0) throw new MeetingError('rateLimited', 'too many lines were tried', { retryAfterSec })
    return { key: `${isSignedIn ? 'account' : 'address'} ${key}`, isSignedIn }
  }
  const nodes = (): LineNode[] =>
    mediaNodes.clients.flatMap(({ description: report }) => {
      if (!report) return []
      const isFull = hasNoRoom({ report, underWay: 0 })
      return [{ nodeId: report.nodeId, state: report.draining ? 'draining' : isFull ? 'full' : 'ready' }]
    })

  app.get(
    '/readiness/nodes',
    {
      schema: {
        summary: 'Media nodes that a room tries its line to',
        response: { 200: LineNodes, ...errors },
      },
    },
    async () => ({ nodes: nodes() }),
  )

  app.post(
    '/readiness/lines',
    {
      config: { cost: 2 },
      schema: {
        summary: 'A line to a media node that brings back what goes over it, to try the way from a browser',
        body: OpenLine,
        response: { 200: OpenedLine, ...errors },
      },
    },
    async (request) => {
      const { nodeId } = request.body
      const owner = await ownerOf(request)
      const client = mediaNodes.clients.find(({ description }) => description?.nodeId === nodeId)
      const state = nodes().find((node) => node.nodeId === nodeId)?.state
      if (!client || !state) throw new MeetingError('notFound', 'no such media node, or it cannot be reached')
      if (state !== 'ready')
        throw new MeetingError('mediaUnavailable', `the media node is ${state}`, { full: state === 'full' })
      return lines.open(client, owner)
    },
  )

  app.post(
    '/readiness/lines/:lineId/connect',
    {
      schema: {
        summary: 'The browser has its side of such a line',
        params,
        body: ConnectLine,
        response: { 200: Empty, ...errors },
      },
    },
    async (request) => {
      await lines.connect(request.params.lineId, request.body)
      return {}
    },
  )

  app.post(
    '/readiness/lines/:lineId/produce',
    {
      schema: {
        summary: 'Send something over it, which comes back',
        params,
        body: ProduceOnLine,
        response: { 200: Echo, ...errors },
      },
    },
    async (request) => lines.produce(request.params.lineId, request.body),
  )

  app.post(
    '/readiness/lines/:lineId/camera',
    {
      config: { cost: 2 },
      schema: {
        summary: 'The camera of the network of the room whose line it is comes over it, as others would see it',
        params,
        body: CameraOnLine,
        response: { 200: Echo, ...errors },
      },
    },
    async (request) => {
      const owner = await ownerOf(request)
      const { kind, accountId } = await authenticate(request)
      const camera = kind === 'room' ? await new RoomCameraStore(db, sealer).find(accountId) : null
      if (!camera) throw new MeetingError('notFound', 'there is no camera of the network')
      return lines.produceCamera(request.params.lineId, owner, camera, request.body)
    },
  )

  app.post(
    '/readiness/lines/:lineId/resume',
    {
      schema: {
        summary: 'The browser has its side of what comes back',
        params,
        body: Empty,
        response: { 200: Empty, ...errors },
      },
    },
    async (request) => {
      await lines.resume(request.params.lineId)
      return {}
    },
  )

  app.get(
    '/readiness/lines/:lineId',
    {
      schema: {
        summary: 'What the media node has received over it',
        params,
        response: { 200: LineCount, ...errors },
      },
    },
    async (request) => lines.count(request.params.lineId),
  )

  app.delete(
    '/readiness/lines/:lineId',
    { schema: { summary: 'End such a line', params, response: { 200: Empty, ...errors } } },
    async (request) => {
      await lines.end(request.params.lineId)
      return {}
    },
  )
}
