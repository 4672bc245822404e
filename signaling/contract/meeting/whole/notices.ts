import { ConsumerParameters, Direction, Layers, LineStep, NetworkCameraState } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { ErrorBody } from '../../errors/errors.ts'
import { LoggedEvent } from './events.ts'
import { ChatMessage } from '../chat/state.ts'
import { CameraPress } from '../cameras/state.ts'
import { Complaint, RoomTrouble } from '../sources/state.ts'
import { FreshMedia } from './media.ts'
import { PaperPoint } from '../stage/state.ts'
import { ConsumerId, DiagnosisId, LegId, MeetingId, ParticipantId, ProducerId } from '../../core/ids.ts'
import { OperationsChange } from '../../operations/feed.ts'
import { ascii } from '../../text/text.ts'

/**
 * The highest spatial layer of a producer that anybody takes (0 = the smallest, or all there is of sound); null =
 * nobody takes it.
 */
export const Demand = z.int().min(0).max(3).nullable()
export type Demand = z.infer<typeof Demand>

/** The server tells a client these without being asked, as `emit('notice', Notice)`. None but `events` is logged. */
export const Notice = z.discriminatedUnion('name', [
  /** This comes first on every socket. `serverTime`: milliseconds since the epoch. */
  /** Another process conducts the meeting from now on (SPEC 22.2): ask for a line there. */
  z.object({ name: z.literal('elsewhere'), process: ascii(64) }),
  z.object({ name: z.literal('welcome'), serverTime: z.int(), serverId: ascii(64) }),
  /** Committed events in order; a gap in `seq` means `meeting:resync`. */
  z.object({ name: z.literal('events'), meetingId: MeetingId, events: z.array(LoggedEvent).min(1) }),
  /** Make these on the receiving transport of that leg, then `consumer:resume` them in one request. */
  z.object({
    name: z.literal('consumersOpened'),
    leg: LegId,
    consumers: z.array(
      ConsumerParameters.omit({ producerPaused: true }).extend({
        participantId: ParticipantId,
        source: ascii(64),
        /** True: nothing comes of it for now, as it is held back, or what it is of is switched off or gated. */
        paused: z.boolean().exactOptional(),
      }),
    ),
  }),
  z.object({ name: z.literal('consumersClosed'), consumerIds: z.array(ConsumerId) }),
  /** All that this client is to receive and its browser cannot decode, each time that is something else (SPEC 5.21). */
  z.object({ name: z.literal('sourcesUnplayable'), producerIds: z.array(ProducerId) }),
  /** Tells how much of these of the client's own producers anybody takes: the rest need not be sent (SPEC 5.11). */
  z.object({
    name: z.literal('demand'),
    producers: z.array(z.object({ producerId: ProducerId, layer: Demand })).min(1),
  }),
  /** Volatile: who is heard just now, loudest first, -127..0 dBov. */
  z.object({
    name: z.literal('speaking'),
    levels: z.array(z.object({ participantId: ParticipantId, dBov: z.number() })),
  }),
  /** Volatile: how well each of this client's consumers arrives. layers null = nothing is sent just now. */
  z.object({
    name: z.literal('quality'),
    consumers: z.array(z.object({ consumerId: ConsumerId, score: z.int(), layers: Layers.nullable() })),
    /** Lowest score of the client's own producers, 0..10; null without any. */
    sending: z.int().nullable(),
    /** How much of what this client should receive its line carries (SPEC 21.4); left out: as it was. */
    line: LineStep.exactOptional(),
  }),
  /** The media node says that a transport of this client is not heard any more; it restarts ICE. */
  z.object({
    name: z.literal('transportState'),
    leg: LegId,
    direction: Direction,
    state: z.enum(['connected', 'disconnected', 'failed']),
  }),
  /** How it stands with the camera of the network that is this client's camera; it is connected to until that is told (SPEC 23.15). */
  z.object({ name: z.literal('networkCamera'), producerId: ProducerId, state: NetworkCameraState }),
  /** Everything of this endpoint at the media node is gone: `media:rebuild` after `afterMs` (staggered). */
  z.object({ name: z.literal('mediaLost'), afterMs: z.int().min(0) }),
  /**
   * Another leg (SPEC 5.13 to 5.16). `beside`: send and receive over it too, then say `media:taken`. `instead`: all there were are
   * gone, go on with this one. `standby`: connect it, and use it when `legCarries` says so.
   */
  z.object({ name: z.literal('legOffered'), why: z.enum(['beside', 'instead', 'standby']), media: FreshMedia }),
  /** A leg that was beside the others or on standby carries from now on: the one that did is gone. */
  z.object({ name: z.literal('legCarries'), leg: LegId }),
  /** This leg is needed no more, or gone; another one carries. */
  z.object({ name: z.literal('legEnded'), leg: LegId }),
  /** A media node is there again after `waiting`. */
  z.object({ name: z.literal('mediaReady') }),
  /** A line of the chat that this client may read (SPEC 9.4); its own too. */
  z.object({ name: z.literal('chat'), message: ChatMessage }),
  /** Volatile: where the presenter of the open paper looks and points. */
  z.object({ name: z.literal('paperPointed'), point: PaperPoint }),
  /** Somebody hears or sees badly; told to technicians, chair and secretary. */
  z.object({ name: z.literal('complaint'), complaint: Complaint }),
  /** Volatile: all that is wrong with a room now; told to technicians, chair and secretary (SPEC 9.7). */
  z.object({ name: z.literal('troubles'), participantId: ParticipantId, troubles: z.array(RoomTrouble) }),
  /** Volatile: who conducts moves this room's camera by one press (SPEC 24.2). */
  z.object({ name: z.literal('cameraMoveAsked'), press: CameraPress }),
  /** This socket is no longer in the meeting: `replaced` (by `error.deviceName`), `meetingEnded`, `forbidden` (SPEC 3.6), `expelled`, `barred` (3.10). */
  z.object({ name: z.literal('ejected'), error: ErrorBody }),
  /** The client, which waited at the door of this meeting, may come in now: `meeting:join` again (SPEC 3.7). */
  z.object({ name: z.literal('admitted'), meetingId: MeetingId }),
  /** Tells what is different of the view that this socket watches (SPEC 16.3). */
  z.object({ name: z.literal('operationsChanged'), change: OperationsChange }),
  /** Somebody looks for a fault: say how this room is, with this id (`endpoint:diagnosis`, SPEC 16.12). */
  z.object({ name: z.literal('diagnosisAsked'), askId: DiagnosisId }),
  /** Slow down, or be cut: sent once when a flood begins. */
  z.object({ name: z.literal('slowDown'), error: ErrorBody }),
])
export type Notice = z.infer<typeof Notice>
