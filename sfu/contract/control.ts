/**
 * The control API of a media node, for signaling; what nodes ask of each other is in pipes.ts. Carried by Socket.IO, namespace
 * `/control/v5`, handshake auth {@link ControlAuth}. A request is
 * `emit('request', {name, data}, ack)`, its answer a {@link ControlAnswer}; what happens by itself
 * arrives as `emit('notice', NodeNotice)` (see notices.ts), to the owner of the meeting it is about.
 */
import { z } from 'zod'
import { ControlErrorBody } from './errors.ts'
import { ConsumerId, EndpointId, MeetingId, NodeId, OwnerId, ProducerId } from './ids.ts'
import { NetworkCamera, NetworkCameraState } from './networkCamera.ts'
import { NodeAddress, Via } from './pipes.ts'
import {
  Direction,
  DtlsParameters,
  IceParameters,
  Layers,
  MediaKind,
  passedOn,
  RtpCapabilities,
  RtpParameters,
  Source,
  TransportParameters,
} from './rtp.ts'
import { NodeFigures, WayTried } from './statistics.ts'

/** Grows with every change that the other side must know of. */
export const CONTROL_PROTOCOL = 5

/** Socket.IO namespace that carries this version. */
export const CONTROL_NAMESPACE = `/control/v${CONTROL_PROTOCOL}`

/** Endpoints outlive the control connection of their owner by this, in milliseconds. */
export const ORPHAN_GRACE_MS = 30_000

export const ControlAuth = z.object({
  secret: z.string().min(32).max(256),
  owner: OwnerId,
  protocol: z.int(),
})
export type ControlAuth = z.infer<typeof ControlAuth>

export const WorkerReport = z.object({
  index: z.int(),
  pid: z.int(),
  /** Share of one core over the last 5 s, 0..1 and above. */
  cpu: z.number(),
  /** Meetings of which it carries a part. */
  meetings: z.int(),
  endpoints: z.int(),
  producers: z.int(),
  /** Those of pipes to other workers and nodes included. */
  consumers: z.int(),
  /** Traffic to and from it in bits a second, pipes included; it may be some seconds old on a node with many endpoints. */
  bitrateIn: z.number(),
  bitrateOut: z.number(),
  /** Resident, bytes; left out where it cannot be read. */
  memory: z.number().exactOptional(),
})

/** Most that a node takes; null = as much as it carries. */
export const NodeLimits = z.object({ meetings: z.int().nullable(), endpoints: z.int().nullable() })
export type NodeLimits = z.infer<typeof NodeLimits>

/** Load and life of a node. `startedAt` is milliseconds since the epoch. */
export const NodeReport = z.object({
  nodeId: NodeId,
  version: z.string(),
  startedAt: z.int(),
  /** The node's place in the words of those who set it up; empty = nobody said. */
  region: z.string(),
  limits: NodeLimits,
  draining: z.boolean(),
  workers: z.array(WorkerReport),
  /** Left out by a node that measures nothing. */
  figures: NodeFigures.exactOptional(),
})
export type NodeReport = z.infer<typeof NodeReport>

export const ProducerSnapshot = z.object({
  producerId: ProducerId,
  source: Source,
  kind: MediaKind,
  paused: z.boolean(),
  /** How it stands with the camera of the network that it comes from; left out where it comes from the client. */
  networkCamera: NetworkCameraState.exactOptional(),
})
export type ProducerSnapshot = z.infer<typeof ProducerSnapshot>

export const EndpointSnapshot = z.object({
  endpointId: EndpointId,
  meetingId: MeetingId,
  /** The index of the worker that it is on. */
  worker: z.int(),
  producers: z.array(ProducerSnapshot),
  /** `ready`: its client has said that it has its side (`endpoint:resume`). */
  consumers: z.array(z.object({ consumerId: ConsumerId, producerId: ProducerId, ready: z.boolean() })),
})
export type EndpointSnapshot = z.infer<typeof EndpointSnapshot>

export const MeetingSnapshot = z.object({
  meetingId: MeetingId,
  /** The process that gets its notices; null while the last owner is gone. */
  owner: OwnerId.nullable(),
  endpoints: z.array(EndpointSnapshot),
})
export type MeetingSnapshot = z.infer<typeof MeetingSnapshot>

/** One stream that an endpoint should receive. */
export const WantedSource = z.object({
  producerId: ProducerId,
  /** Layers to prefer; left out for audio and single-layer video. */
  layers: Layers.exactOptional(),
  /** Held, so that it comes back at once, but not forwarded. */
  paused: z.boolean(),
  /** Share of scarce bandwidth, 1..255, mediasoup's consumer priority. */
  priority: z.int().min(1).max(255),
  /** Way to the node that has the producer, when that is another one. The node takes it in once, for all its endpoints. */
  via: Via.exactOptional(),
})
export type WantedSource = z.infer<typeof WantedSource>

/** A consumer made for an endpoint, as its client needs it. It is paused until `endpoint:resume`. */
export const ConsumerParameters = z.object({
  consumerId: ConsumerId,
  producerId: ProducerId,
  kind: MediaKind,
  type: z.enum(['simple', 'simulcast', 'svc']),
  rtpParameters: RtpParameters,
  producerPaused: z.boolean(),
})
export type ConsumerParameters = z.infer<typeof ConsumerParameters>

const empty = z.object({})
const endpoint = { endpointId: EndpointId }

/** Every request: its data and its response. Handler, client and types follow from this table. */
export const controlRequests = {
  /** Tells which node this is, what it can carry, and how loaded it is. */
  'node:describe': {
    data: empty,
    response: NodeReport.extend({ routerRtpCapabilities: RtpCapabilities }),
  },
  /** The node's clock now, milliseconds since the epoch: half the time to the answer later than it was asked. */
  'node:clock': { data: empty, response: z.object({ now: z.number() }) },
  /** Tries the way to another node, with real packets on the ports of pipes. Takes 3 s at most, and a megabyte. */
  'node:tryWay': { data: z.object({ to: NodeAddress }), response: WayTried },
  /** Looks what comes of a camera of the network, within 5 s; nothing of it goes to anybody. Never `connecting`. */
  'node:tryCamera': { data: z.object({ camera: NetworkCamera }), response: z.object({ state: NetworkCameraState }) },
  /** Takes no new meetings from now on; those that run go on. */
  'node:drain': { data: z.object({ draining: z.boolean() }), response: empty },
  /** Every meeting on this node, also those of other owners, or these of them. */
  'meeting:list': {
    data: z.object({ meetingIds: z.array(MeetingId).optional() }),
    response: z.object({ meetings: z.array(MeetingSnapshot) }),
  },
  /** The caller becomes the owner: notices come to it, and the grace period of a lost owner ends. */
  'meeting:takeOver': { data: z.object({ meetingId: MeetingId }), response: MeetingSnapshot },
  /** Ends the meeting's media. Fine if there is none. */
  'meeting:close': { data: z.object({ meetingId: MeetingId }), response: empty },
  /**
   * The whole list of endpoints whose microphone may be heard. No packet of any other microphone goes to anyone, whatever
   * its client sends and whoever resumes it, those included that are opened later. Told again, it does nothing twice.
   */
  'meeting:setVoices': {
    data: z.object({ meetingId: MeetingId, endpointIds: z.array(EndpointId).max(4000) }),
    response: empty,
  },
  /**
   * Makes an endpoint with both transports, and the meeting's router when it is the first.
   * The same endpointId again rebuilds it: what it had is closed (and noticed) first.
   */
  'endpoint:join': {
    data: z.object({
      ...endpoint,
      meetingId: MeetingId,
      /** Capabilities of the device; they may follow in `endpoint:capabilities`. */
      rtpCapabilities: RtpCapabilities.nullable(),
      /** An endpoint of the meeting that this one is put apart from, on another worker; `unavailable` when there is none. */
      apartFrom: EndpointId.exactOptional(),
      /** True when its microphone may be heard, until `meeting:setVoices` says otherwise. */
      voice: z.boolean(),
      /** Whose line it is, as the caller names it: what a line carried is remembered, for the next endpoint on it (SPEC 5.20). */
      line: z.string().min(1).max(200).exactOptional(),
      /** A line that is tried: it may receive what it sends, and is asked to send no more than so many bits a second. */
      echo: z.object({ bitrate: z.int().min(100_000).max(8_000_000) }).exactOptional(),
    }),
    response: z.object({
      /** The index of the worker that it is on. */
      worker: z.int(),
      routerRtpCapabilities: passedOn(RtpCapabilities),
      send: passedOn(TransportParameters),
      recv: passedOn(TransportParameters),
    }),
  },
  'endpoint:capabilities': { data: z.object({ ...endpoint, rtpCapabilities: RtpCapabilities }), response: empty },
  'endpoint:connect': {
    data: z.object({ ...endpoint, direction: Direction, dtlsParameters: DtlsParameters }),
    response: empty,
  },
  'endpoint:restartIce': {
    data: z.object({ ...endpoint, direction: Direction }),
    response: z.object({ iceParameters: IceParameters }),
  },
  /** One producer per source: a second one of the same source replaces the first. */
  'endpoint:produce': {
    data: z.object({ ...endpoint, source: Source, rtpParameters: RtpParameters, paused: z.boolean() }),
    response: z.object({ producerId: ProducerId }),
  },
  /**
   * Takes a camera of the network as the endpoint's `camera`, in place of the one that it has. Whether it answers is told by
   * `networkCamera`. It is left when the producer is closed, and tried again for as long as it is open.
   */
  'endpoint:produceFrom': {
    data: z.object({ ...endpoint, camera: NetworkCamera, paused: z.boolean() }),
    response: z.object({ producerId: ProducerId }),
  },
  /** A paused producer forwards no packet to anyone, whatever its client sends. */
  'endpoint:setProducerPaused': {
    data: z.object({ ...endpoint, producerId: ProducerId, paused: z.boolean() }),
    response: empty,
  },
  'endpoint:closeProducer': { data: z.object({ ...endpoint, producerId: ProducerId }), response: empty },
  /**
   * The whole list of what the endpoint should receive: consumers are made, changed and closed to
   * match, so that repeating it does nothing twice. A producer that cannot be had is in `refused`
   * and the rest is done.
   */
  'endpoint:subscribe': {
    data: z.object({ ...endpoint, sources: z.array(WantedSource).max(400) }),
    response: z.object({
      /** Made by this request. */
      consumers: z.array(ConsumerParameters.extend({ rtpParameters: passedOn(RtpParameters) })),
      /** Closed by this request. */
      closed: z.array(ConsumerId),
      refused: z.array(z.object({ producerId: ProducerId, error: ControlErrorBody })),
    }),
  },
  /** The client has its side of these consumers: media may flow (a keyframe is asked for). */
  'endpoint:resume': {
    data: z.object({ ...endpoint, consumerIds: z.array(ConsumerId).max(400) }),
    response: empty,
  },
  'endpoint:leave': { data: z.object(endpoint), response: empty },
  /** mediasoup's statistics of one endpoint, for people who look for a fault. */
  'endpoint:stats': {
    data: z.object(endpoint),
    response: z.object({
      send: z.array(z.unknown()),
      recv: z.array(z.unknown()),
      producers: z.array(z.unknown()),
      consumers: z.array(z.unknown()),
    }),
  },
} as const

export type ControlRequests = typeof controlRequests
export type ControlRequestName = keyof ControlRequests
export type ControlData<N extends ControlRequestName> = z.infer<ControlRequests[N]['data']>
export type ControlResponse<N extends ControlRequestName> = z.infer<ControlRequests[N]['response']>

/** How a server tells the next one which span of a trace it works for (W3C Trace Context, `traceparent`). */
export const TraceParent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/)

/**
 * The envelope of a request; `data` is parsed by the schema of its name. `requestId`: the client's request that it is made for, so
 * that lines of both logs can be told to belong together. `traceParent`: where there are traces.
 */
export const ControlRequest = z.object({
  name: z.string().max(64),
  data: z.unknown(),
  requestId: z.string().max(64).optional(),
  traceParent: TraceParent.optional(),
})

export const ControlAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: ControlErrorBody }),
])
export type ControlAnswer = z.infer<typeof ControlAnswer>
