import { z } from 'zod'
import { NodeReport } from './control.ts'
import { ConsumerId, EndpointId, MeetingId, OwnerId, ProducerId } from './ids.ts'
import { NetworkCameraState } from './networkCamera.ts'
import { Direction, Layers } from './rtp.ts'
import { EndpointStatistics } from './statistics.ts'

/** The reason why something ended at the media node. */
export const CloseReason = z.enum(['replaced', 'transportClosed', 'workerDied', 'endpointLeft', 'requested'])
export type CloseReason = z.infer<typeof CloseReason>

/**
 * How much of what an endpoint should receive its line carries: all of it; smaller pictures; the smallest with few frames; a still every two
 * seconds; sound alone.
 */
export const LineStep = z.enum(['whole', 'smaller', 'slow', 'stills', 'sound'])
export type LineStep = z.infer<typeof LineStep>

/** A media node tells these to the owner of a meeting without being asked. */
export const NodeNotice = z.discriminatedUnion('name', [
  /** Tells of producers that ended by other causes than `endpoint:closeProducer`, which has its own answer. */
  z.object({
    name: z.literal('producerClosed'),
    meetingId: MeetingId,
    endpointId: EndpointId,
    producerId: ProducerId,
    reason: CloseReason,
  }),
  /** These endpoints lost everything (their worker died): each must join again under the same id. */
  z.object({ name: z.literal('endpointsLost'), meetingId: MeetingId, endpointIds: z.array(EndpointId) }),
  z.object({
    name: z.literal('transportState'),
    meetingId: MeetingId,
    endpointId: EndpointId,
    direction: Direction,
    state: z.enum(['connected', 'disconnected', 'failed']),
  }),
  /** Volatile, at most 4 a second and meeting: open microphones with sound, loudest first, -127..0 dBov. */
  z.object({
    name: z.literal('audioLevels'),
    meetingId: MeetingId,
    levels: z.array(z.object({ producerId: ProducerId, dBov: z.number() })),
  }),
  /** Volatile, coalesced to one a second and meeting. Scores 0..10 as mediasoup has them; layers null = nothing forwarded. */
  z.object({
    name: z.literal('quality'),
    meetingId: MeetingId,
    producers: z.array(z.object({ producerId: ProducerId, score: z.int() })),
    consumers: z.array(
      z.object({ endpointId: EndpointId, consumerId: ConsumerId, score: z.int(), layers: Layers.nullable() }),
    ),
    /** Endpoints whose line carries more, or less, than it did. */
    lines: z.array(z.object({ endpointId: EndpointId, step: LineStep })).exactOptional(),
  }),
  /** Volatile: endpoints of the meeting whose turn it was. Each has its turn every 2 s at most, every 10 s on a full node. */
  z.object({ name: z.literal('statistics'), meetingId: MeetingId, endpoints: z.array(EndpointStatistics) }),
  /** A producer of another node does not come here any more, whether it ended or the way to it: its consumers are gone. */
  z.object({ name: z.literal('sourceLost'), meetingId: MeetingId, producerId: ProducerId }),
  /** How it stands with a camera of the network, whenever that has changed; `connecting` is where it begins, and is not told. */
  z.object({
    name: z.literal('networkCamera'),
    meetingId: MeetingId,
    endpointId: EndpointId,
    producerId: ProducerId,
    state: NetworkCameraState,
  }),
  /** Another owner took the meeting: no more notices of it. */
  z.object({ name: z.literal('meetingTaken'), meetingId: MeetingId, owner: OwnerId }),
  /** A worker died and was replaced; its meetings' endpoints come in `endpointsLost`. */
  z.object({ name: z.literal('workerDied'), index: z.int(), pid: z.int() }),
  /** Every second, to every owner. */
  z.object({ name: z.literal('nodeReport'), report: NodeReport }),
])
export type NodeNotice = z.infer<typeof NodeNotice>
