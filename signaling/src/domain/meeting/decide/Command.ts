import type { EndpointId, ParticipantId, ProducerId, ProducerState } from '@diem-cau/signaling-contract'
import type { PlannedMeeting } from '../../office/PlannedMeeting.ts'
import type { JoinCommand } from '../door/JoinCommand.ts'
import type { ConductCommand } from './ConductCommand.ts'

/** Everything that can change a meeting. */
export type Command =
  | JoinCommand
  | ConductCommand
  | { readonly type: 'leave' }
  | { readonly type: 'end' }
  /** Null: everyone who waits (SPEC 3.7). */
  | { readonly type: 'admit'; readonly participantIds: readonly ParticipantId[] | null }
  /** The plan, or the lock, may not keep them out any more (SPEC 3.8, 3.12). */
  | { readonly type: 'settleDoor'; readonly schedule: PlannedMeeting }
  | { readonly type: 'leaveDoor'; readonly participantId: ParticipantId }
  /** It may not be here any more (SPEC 3.6). */
  | { readonly type: 'putOut'; readonly participantId: ParticipantId }
  /** `moves`: its endpoint moves, and the former one of the source flows on for a while (SPEC 5.14). */
  | {
      readonly type: 'openProducer'
      readonly producer: Omit<ProducerState, 'participantId'>
      readonly moves?: boolean
    }
  | { readonly type: 'setProducerPaused'; readonly producerId: ProducerId; readonly paused: boolean }
  | { readonly type: 'closeProducer'; readonly producerId: ProducerId }
  /** The socket of this endpoint broke. */
  | { readonly type: 'loseLine'; readonly endpointId: EndpointId }
  /** The place was kept long enough. */
  | { readonly type: 'expireLine'; readonly endpointId: EndpointId }
  /** These ended at the media node without being asked to. */
  | { readonly type: 'loseProducers'; readonly producerIds: readonly ProducerId[] }
  /** All that these endpoints sent is gone. */
  | { readonly type: 'loseMedia'; readonly endpointIds: readonly EndpointId[] }
