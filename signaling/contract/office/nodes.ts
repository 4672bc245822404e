/**
 * Media nodes, for who watches over all of the office's servers (IT admins of a topmost unit).
 *   GET  /api/media-nodes               -> MediaNodeList
 *   POST /api/media-nodes/:nodeId/drain DrainNode -> MediaNode
 *   POST /api/media-nodes/:nodeId/test            -> NodeTest: takes some seconds, and carries a megabyte for each other node
 *   POST /api/media-nodes/:nodeId/lines           -> TestLine: transports to try the way from a browser, for 20 s
 *   POST /api/media-nodes/:nodeId/lines/:lineId/connect  ConnectTestLine -> {}
 */
import {
  DtlsParameters,
  NodeId,
  passedOn,
  RtpCapabilities,
  TransportParameters,
  WayTried,
} from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { MeetingId, RowId } from '../core/ids.ts'
import { MediaNode } from '../operations/mediaNode.ts'
import { recorded } from '../text/text.ts'

export { NodeId } from '@diem-cau/sfu-contract'
export { MediaNode }

/**
 * Somebody was refused, or waits, for this: `meeting`: it has as many participants as it takes; `nodes`: no media node has room. Of a
 * meeting and limit once an hour.
 */
export const ReachedLimit = z.object({
  at: z.int(),
  limit: z.enum(['meeting', 'nodes']),
  meetingId: MeetingId,
  title: recorded(),
})
export type ReachedLimit = z.infer<typeof ReachedLimit>

/** Those that can be reached now, and limits that were reached within a day, newest first. */
export const MediaNodeList = z.object({ nodes: z.array(MediaNode), reached: z.array(ReachedLimit) })
export type MediaNodeList = z.infer<typeof MediaNodeList>

/** True moves everyone who is on it elsewhere, where there is an elsewhere, and lets nobody come; false takes that back. */
export const DrainNode = z.object({ draining: z.boolean() })
export type DrainNode = z.infer<typeof DrainNode>

/** The way from another node, tried with real packets. `name`: its region, or its id. */
export const NodeWayTest = WayTried.extend({ from: NodeId, name: recorded(64) })
export type NodeWayTest = z.infer<typeof NodeWayTest>

/** What a node is like when it is tried. `clock` null: it does not answer. Milliseconds; `offset`: its clock minus the server's. */
export const NodeTest = z.object({
  clock: z.object({ answer: z.number(), offset: z.number() }).nullable(),
  workers: z.int(),
  ways: z.array(NodeWayTest),
})
export type NodeTest = z.infer<typeof NodeTest>

/** A line that carries nothing, for as long as it takes to see whether it comes to be. */
export const TestLine = z.object({
  lineId: RowId,
  /** The browser's library parses it. */
  routerRtpCapabilities: passedOn(RtpCapabilities),
  transport: TransportParameters,
})
export type TestLine = z.infer<typeof TestLine>

export const ConnectTestLine = z.object({ dtlsParameters: DtlsParameters })
