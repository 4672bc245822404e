import type { EndpointSnapshot, NodeId } from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingId, ProducerId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MediaNodes, MeetingNotice } from './MediaNodes.ts'

export type MeetingNodesOptions = {
  readonly meetingId: MeetingId
  readonly mediaNodes: Pick<
    MediaNodes,
    'clients' | 'region' | 'firstContact' | 'takeOver' | 'listen' | 'countJoin' | 'joinsUnderWay' | 'turnFor'
  >
  readonly logger: Logger
  /** {@link MeetingNode} has a default for this, in milliseconds. */
  readonly graceMs?: number
  /**
   * A node is up, for the first time or again, and has these endpoints; `lost`: what it had before and has no more.
   * Called before anything can be asked of it.
   */
  readonly onSnapshot: (there: readonly EndpointSnapshot[], lost: readonly EndpointId[]) => void
  /** These are lost with their node, and another one is up. */
  readonly onLost: (endpointIds: readonly EndpointId[]) => void
  /** Every node has been heard or given up: an endpoint without a place is nowhere. */
  readonly onAllHeard: () => void
  /** A producer of another node does not come any more to these endpoints; it, or another way to it, may still be there. */
  readonly onSourceLost: (producerId: ProducerId, endpointIds: readonly EndpointId[]) => void
  readonly onNotice: (notice: NewsOfMeeting) => void
  /** A node has said how loaded it is, and whether it drains. */
  readonly onReport: () => void
}

/** Nodes report these by themselves; a meeting hears them as if all nodes were one. */
export type NewsOfMeeting = Exclude<MeetingNotice, { readonly name: 'sourceLost' }>

/** Places for an endpoint that are better than others. */
export type JoinWish = {
  /** An endpoint whose node is rather avoided. */
  readonly apartFrom?: EndpointId
  readonly avoid?: NodeId
  /** This one is asked first, whatever else there is. */
  readonly to?: NodeId
  /** Nodes of this region come first; empty or left out: those of the server's own region. */
  readonly region?: string
}
