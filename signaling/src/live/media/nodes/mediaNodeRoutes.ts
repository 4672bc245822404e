import { type Account, ErrorBody, MeetingError, RowId } from '@diem-cau/signaling-contract'
import {
  ConnectTestLine,
  DrainNode,
  MediaNode,
  MediaNodeList,
  NodeId,
  NodeTest,
  TestLine,
} from '@diem-cau/signaling-contract/office'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { AuditLog } from '../../../audit/AuditLog.ts'
import type { Authenticate } from '../../../auth/authenticate.ts'
import type { Schema } from '../../../db/schema.ts'
import { inTransaction } from '../../../db/sql/inTransaction.ts'
import { mediaError } from '../../../errors/mediaError.ts'
import { scopeOf } from '../../../office/access.ts'
import { reachedSince } from '../../../office/limits/reachedLimits.ts'
import type { MediaNodes } from './MediaNodes.ts'
import { hasNoRoom } from './placement.ts'
import type { NodeDescription } from './SfuClient.ts'
import { TestLines } from './TestLines.ts'
import { tryNode } from './tryNode.ts'

export type MediaNodeRoutesOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly authenticate: Authenticate
  readonly mediaNodes: Pick<MediaNodes, 'clients'>
  readonly clock: () => number
}

/** Limits that were reached are listed for so long, in milliseconds. */
const REACHED_FOR_MS = 24 * 60 * 60_000

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const Empty = z.object({})

/** Media nodes, for who watches over all servers: what they report, and emptying one (SPEC 5.14). */
export const mediaNodeRoutes: FastifyPluginAsyncZod<MediaNodeRoutesOptions> = async (app, options) => {
  const { db, audit, authenticate, mediaNodes, clock } = options

  /** A node carries meetings of any unit, so it is for who has the role at a topmost one. @throws MeetingError `forbidden` */
  const requireTop = async (account: Account): Promise<void> => {
    const { all, branches } = await scopeOf(db, account, 'node.manage')
    const topmost = db.selectFrom('unit').select('code').where('parent_code', 'is', null)
    if (all || (branches.length > 0 && (await topmost.where('code', 'in', [...branches]).executeTakeFirst()))) return
    throw new MeetingError('forbidden', 'node.manage at a topmost unit')
  }
  const shown = (report: NodeDescription) => ({ ...report, full: hasNoRoom({ report, underWay: 0 }) })
  /** @throws MeetingError `notFound` */
  const nodeOf = (nodeId: NodeId) => {
    const client = mediaNodes.clients.find(({ description }) => description?.nodeId === nodeId)
    if (!client?.description) throw new MeetingError('notFound', 'no such media node, or it cannot be reached')
    return { client, before: client.description }
  }
  const lines = new TestLines()
  app.addHook('onClose', () => lines.close())
  const reports = () => mediaNodes.clients.flatMap(({ description }) => (description ? [shown(description)] : []))

  app.get(
    '/media-nodes',
    {
      config: { scope: 'operations.read' },
      schema: { summary: 'Media nodes and how loaded they are', response: { 200: MediaNodeList, ...errors } },
    },
    async (request) => {
      await requireTop(await authenticate(request))
      return { nodes: reports(), reached: await reachedSince(db, clock() - REACHED_FOR_MS) }
    },
  )

  app.post(
    '/media-nodes/:nodeId/drain',
    {
      schema: {
        summary: 'Empty a media node: everyone on it moves to another, unheard; or take that back',
        params: z.object({ nodeId: NodeId }),
        body: DrainNode,
        response: { 200: MediaNode, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await requireTop(account)
      const { nodeId } = request.params
      const { draining } = request.body
      const { client, before } = nodeOf(nodeId)
      try {
        await client.request('node:drain', { draining })
      } catch (error) {
        throw mediaError(error)
      }
      await inTransaction(db, (tx) =>
        audit.append(
          tx,
          { account, ip: request.ip },
          {
            action: draining ? 'node.drained' : 'node.reopened',
            subject: { type: 'node', id: nodeId, name: before.region || nodeId },
            unitCode: account.unit.code,
          },
        ),
      )
      return { ...shown(before), draining }
    },
  )

  app.post(
    '/media-nodes/:nodeId/test',
    {
      schema: {
        summary: 'Try a media node: its answer, its clock, and the way to it from the others',
        params: z.object({ nodeId: NodeId }),
        body: Empty,
        response: { 200: NodeTest, ...errors },
      },
    },
    async (request) => {
      await requireTop(await authenticate(request))
      const { client } = nodeOf(request.params.nodeId)
      return tryNode(
        client,
        mediaNodes.clients.filter((other) => other !== client),
      )
    },
  )

  app.post(
    '/media-nodes/:nodeId/lines',
    {
      schema: {
        summary: 'A line to a media node that carries nothing, to try the way from a browser',
        params: z.object({ nodeId: NodeId }),
        body: Empty,
        response: { 200: TestLine, ...errors },
      },
    },
    async (request) => {
      const account = await authenticate(request)
      await requireTop(account)
      return lines.open(nodeOf(request.params.nodeId).client, account.accountId)
    },
  )

  app.post(
    '/media-nodes/:nodeId/lines/:lineId/connect',
    {
      schema: {
        summary: 'The browser has its side of such a line',
        params: z.object({ nodeId: NodeId, lineId: RowId }),
        body: ConnectTestLine,
        response: { 200: Empty, ...errors },
      },
    },
    async (request) => {
      const { accountId } = await authenticate(request)
      await lines.connect(request.params.lineId, accountId, request.body)
      return {}
    },
  )
}
