/**
 * The requests that a client can make on its socket. A request is `emit('request', Envelope, ack)`; the ack gets an
 * {@link Answer}. See SPEC.md §3 for the rules.
 */
import {
  Direction,
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  Source,
} from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { empty } from '../core/rows.ts'
import { SentDevice } from '../core/state.ts'
import type { Row } from '../core/subject.ts'
import { conductRequests } from './conductRequests.ts'
import { ErrorBody } from '../../errors/errors.ts'
import { LoggedEvent } from './events.ts'
import { FreshMedia, JoinMedia } from './media.ts'
import {
  ConsumerId,
  DeviceId,
  EndpointId,
  LegId,
  MeetingId,
  ParticipantId,
  ProducerId,
  RequestId,
} from '../../core/ids.ts'
import { besideTransports } from '../../core/turn.ts'
import { MeetingState } from './state.ts'
import { endpointRequests, operationsRequests } from '../../operations/requests.ts'
import { ascii, requiredLine } from '../../text/text.ts'

/**
 * Grows when an old client could misunderstand; a client of another version is told to reload. So with every new event: a
 * client drops a whole `events` notice that has an event which it does not know.
 */
export const PROTOCOL_VERSION = 6

/** Largest message a socket may send, in bytes. */
export const MAX_MESSAGE_BYTES = 128 * 1024

/** A participant's place is kept for this long after its line broke, in milliseconds (SPEC §6). */
export const LINE_GRACE_MS = 30_000

/** Most rooms on one page of the wall. */
export const MAX_TILES = 200

/** Socket.IO handshake. */
export const SocketAuth = z.object({
  token: ascii(4096),
  protocol: z.int(),
  deviceId: DeviceId,
})
export type SocketAuth = z.infer<typeof SocketAuth>

/** One tile that is on screen: whose, what, and how high in device pixels. */
export const Tile = z.object({
  participantId: ParticipantId,
  source: z.enum(['camera', 'screen']),
  height: z.int().min(1).max(8192),
})
export type Tile = z.infer<typeof Tile>

/** All video that is on the client's screen now; everything else is paused or not sent at all. */
export const Viewport = z.object({ tiles: z.array(Tile).max(MAX_TILES) })
export type Viewport = z.infer<typeof Viewport>

/** State from a snapshot, or the events after the seq that the client has. */
export const Sync = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), seq: z.int(), state: MeetingState }),
  z.object({ kind: z.literal('events'), events: z.array(LoggedEvent) }),
])
export type Sync = z.infer<typeof Sync>

/**
 * A request can be answered only once this is there. Client and server read it here: the client holds a request
 * back until it is, the server refuses it with `notJoined` as long as it is not (SPEC 1.9).
 * `socket`: a socket that was welcomed. `endpoint`: one of the socket, prepared at the door or in the meeting.
 * `meeting`: a place in a meeting, joined on this socket.
 */
export type Needs = 'socket' | 'endpoint' | 'meeting'

/** The leg that is meant, where an endpoint may have several; left out, the one that carries. */
const ofLeg = { leg: LegId.exactOptional() }

/** The rows of requests that are asked in a meeting only. */
function inMeeting<T extends Record<string, Row>>(rows: T) {
  type Marked = { readonly [N in keyof T]: T[N] & { readonly needs: 'meeting' } }
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { needs: 'meeting', ...row }])) as Marked
}

/** Every request: what it needs, its data and its response. Handler, client and types follow from this table. */
export const requests = {
  /** Codecs of the media nodes, so that a lobby can prepare; null while there is no node. */
  'media:describe': {
    needs: 'socket',
    data: empty,
    response: z.object({ routerRtpCapabilities: RtpCapabilities.nullable() }),
  },
  /**
   * Makes transports at the door of a meeting that may be joined now. They can be connected before the join
   * (`media:connect` and `media:restartIce` work on them), and carry nothing until it (SPEC 5.7).
   * null: not just now; the join makes them.
   */
  'media:prepare': {
    needs: 'socket',
    data: z.object({ meetingId: MeetingId, rtpCapabilities: RtpCapabilities }),
    response: z.object({ prepared: FreshMedia.extend({ endpointId: EndpointId }).nullable() }),
  },
  'meeting:join': {
    needs: 'socket',
    data: z.object({
      meetingId: MeetingId,
      deviceName: requiredLine(100),
      /** True to move here from another device of the same account. */
      takeover: z.boolean(),
      /**
       * Names what this client still has after a reconnect. `seq` of the last event it reduced; `leg` left out: the one
       * that carries.
       */
      resume: z.object({ endpointId: EndpointId, seq: z.int().min(0), ...ofLeg }).nullable(),
      /**
       * The endpoint that this socket prepared. When the server has it no more, media is `fresh` and
       * `media:capabilities` must follow.
       */
      prepared: EndpointId.nullable(),
      /** mediasoup-client's Device.rtpCapabilities, or null when it came with `media:prepare` or comes with `media:capabilities`. */
      rtpCapabilities: RtpCapabilities.nullable(),
      viewport: Viewport.nullable(),
    }),
    response: z.object({ participantId: ParticipantId, endpointId: EndpointId, sync: Sync, media: JoinMedia }),
  },
  'meeting:leave': { needs: 'meeting', data: empty, response: empty },
  /** Lets in who waits; null = all of them (SPEC 3.7). */
  'door:admit': {
    needs: 'meeting',
    data: z.object({ participantIds: z.array(ParticipantId).max(200).nullable() }),
    response: empty,
  },
  /** Waits no longer; a join that was on its way is undone (SPEC 3.8). */
  'door:leave': { needs: 'socket', data: empty, response: empty },
  /** Brings a client up to date after a gap in `seq`. */
  'meeting:resync': { needs: 'meeting', data: z.object({ seq: z.int().min(0) }), response: Sync },
  'media:capabilities': { needs: 'meeting', data: z.object({ rtpCapabilities: RtpCapabilities }), response: empty },
  'media:connect': {
    needs: 'endpoint',
    data: z.object({ ...ofLeg, direction: Direction, dtlsParameters: DtlsParameters }),
    response: empty,
  },
  'media:restartIce': {
    needs: 'endpoint',
    data: z.object({ ...ofLeg, direction: Direction }),
    response: z.object({ iceParameters: IceParameters, ...besideTransports }),
  },
  /** Makes a new leg in place of all there are: the endpoint's producers and consumers end first. */
  'media:rebuild': { needs: 'meeting', data: empty, response: FreshMedia },
  /**
   * The client sends and receives over a leg that it was offered `beside`: that one carries from now on. Its former
   * one goes on sending until `legEnded`, for those who have not changed over yet.
   */
  'media:taken': { needs: 'meeting', data: z.object({ leg: LegId }), response: empty },
  'producer:open': {
    needs: 'meeting',
    data: z.object({
      ...ofLeg,
      source: Source,
      rtpParameters: RtpParameters,
      paused: z.boolean(),
      layerHeights: z.array(z.int().min(1).max(4320)).max(4),
      /** A screen alone may have one. */
      device: SentDevice.extract(['documentCamera']).exactOptional(),
    }),
    response: z.object({ producerId: ProducerId }),
  },
  /**
   * The room's camera of the network (SPEC 23.13) is this endpoint's camera from now on: the media node takes it in. Whether anything
   * comes of it is told by `networkCamera`. `notFound` where the room has none.
   */
  'producer:openNetworkCamera': {
    needs: 'meeting',
    data: z.object({ ...ofLeg, paused: z.boolean() }),
    response: z.object({ producerId: ProducerId }),
  },
  'producer:setPaused': {
    needs: 'meeting',
    data: z.object({ producerId: ProducerId, paused: z.boolean() }),
    response: empty,
  },
  'producer:close': { needs: 'meeting', data: z.object({ producerId: ProducerId }), response: empty },
  /** The newest viewport wins. Consumers that come of it arrive as a `consumersOpened` notice. */
  'viewport:set': { needs: 'meeting', data: Viewport, response: empty },
  /** The client has made its side of these consumers. */
  'consumer:resume': {
    needs: 'endpoint',
    data: z.object({ consumerIds: z.array(ConsumerId).min(1).max(400) }),
    response: empty,
  },
  ...endpointRequests,
  ...operationsRequests,
  ...inMeeting(conductRequests),
} as const satisfies Record<string, Row & { readonly needs: Needs }>

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestData<N extends RequestName> = z.infer<Requests[N]['data']>
export type RequestResponse<N extends RequestName> = z.infer<Requests[N]['response']>

/** The envelope of a request; `data` is parsed by the schema of its name. */
export const Envelope = z.object({ requestId: RequestId, name: ascii(64), data: z.unknown() })
export type Envelope = z.infer<typeof Envelope>

export const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorBody }),
])
export type Answer = z.infer<typeof Answer>
