/**
 * Lines to media nodes that bring back what goes over them, for the step `line` of a test. Nobody has to be signed in; the id of a line
 * is known to who opened it alone, and it ends by itself after {@link LINE_LIFE_MS}.
 *   GET    /api/readiness/nodes                  -> LineNodes
 *   POST   /api/readiness/lines                  OpenLine -> OpenedLine
 *   POST   /api/readiness/lines/:lineId/connect  ConnectLine -> {}
 *   POST   /api/readiness/lines/:lineId/produce  ProduceOnLine -> Echo: what is sent comes back as this consumer
 *   POST   /api/readiness/lines/:lineId/camera   CameraOnLine -> Echo: the camera of the network of the room whose line it is, as others see it
 *   POST   /api/readiness/lines/:lineId/resume   {} -> {}: the browser has its side of all that comes back
 *   GET    /api/readiness/lines/:lineId          -> LineCount: what the node has received
 *   DELETE /api/readiness/lines/:lineId          -> {}
 */
import {
  ConsumerParameters,
  Direction,
  DtlsParameters,
  MediaKind,
  NodeId,
  passedOn,
  ProducerId,
  RtpCapabilities,
  RtpParameters,
  TransportParameters,
} from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { RowId } from '../core/ids.ts'
import { besideTransports } from '../core/turn.ts'

/** A line ends by itself after so many milliseconds. */
export const LINE_LIFE_MS = 25_000

/** A line carries no more than this each way, in bits a second: what a room with the floor sends, and a little. */
export const LINE_BITRATE = 1_500_000

/**
 * What a test sends over each line. `full`: a picture and silence, as a room with the floor does, which tells how fast the line is (some
 * 200 kB each way). `short`: silence alone, which tells the way, its loss and its delay (some 12 kB), of a line that was good before.
 */
export const LineLoad = z.enum(['full', 'short'])
export type LineLoad = z.infer<typeof LineLoad>

/** A node that drains or is full is not tried: a test takes no room from meetings. */
export const LineNode = z.object({ nodeId: NodeId, state: z.enum(['ready', 'draining', 'full']) })
export type LineNode = z.infer<typeof LineNode>

export const LineNodes = z.object({ nodes: z.array(LineNode).max(64) })
export type LineNodes = z.infer<typeof LineNodes>

export const OpenLine = z.object({ nodeId: NodeId })

export const OpenedLine = z.object({
  lineId: RowId,
  /** The browser's library parses these. */
  routerRtpCapabilities: passedOn(RtpCapabilities),
  send: TransportParameters,
  recv: TransportParameters,
  ...besideTransports,
})
export type OpenedLine = z.infer<typeof OpenedLine>

export const ConnectLine = z.object({ direction: Direction, dtlsParameters: DtlsParameters })
export type ConnectLine = z.infer<typeof ConnectLine>

/** One of each kind: a second one takes the place of the first. `rtpCapabilities`: what the browser can receive. */
export const ProduceOnLine = z.object({
  kind: MediaKind,
  rtpParameters: RtpParameters,
  rtpCapabilities: RtpCapabilities,
})
export type ProduceOnLine = z.infer<typeof ProduceOnLine>

export const CameraOnLine = ProduceOnLine.pick({ rtpCapabilities: true })
export type CameraOnLine = z.infer<typeof CameraOnLine>

export const Echo = z.object({
  producerId: ProducerId,
  consumer: ConsumerParameters.extend({ rtpParameters: passedOn(RtpParameters) }),
})
export type Echo = z.infer<typeof Echo>

/** All that the node has received over it up to now. `at`: the node's clock, milliseconds; `lost`: what it missed, sent again or not. */
export const LineCount = z.object({ at: z.number(), bytes: z.number(), packets: z.number(), lost: z.number() })
export type LineCount = z.infer<typeof LineCount>
