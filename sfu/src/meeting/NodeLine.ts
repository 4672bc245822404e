import type {
  MeetingId,
  NodeAddress,
  NodeId,
  PipeData,
  PipeNotice,
  PipeRequestName,
  PipeResponse,
} from '@diem-cau/sfu-contract'
import type { PipeListen } from './PipeEnd.ts'
import type { Lease } from './Shared.ts'

export type NodeListener = {
  onNotice(notice: PipeNotice): void
  /** The line was down for a moment: what was said meanwhile was not heard. */
  onBack(): void
  /** The node is gone for good, or was replaced. */
  onLost(): void
}

/** A line to another node's control API, as a meeting needs it. */
export type NodeLine = {
  /** @throws ControlError as answered, `unavailable` if there is no answer */
  request<N extends PipeRequestName>(name: N, data: PipeData<N>): Promise<PipeResponse<N>>
  /** @returns ends it */
  listen(meetingId: MeetingId, listener: NodeListener): () => void
}

/** The other nodes, as the meetings of this one deal with them. */
export type OtherNodes = {
  readonly nodeId: NodeId
  /** The address at which pipes from other nodes come in. */
  readonly listen: PipeListen
  /** @throws ControlError `unavailable` if it does not answer */
  readonly reach: (address: NodeAddress) => Promise<Lease<NodeLine>>
  /** Tells a node something of a pipe that it asked for. */
  readonly tell: (nodeId: NodeId, notice: PipeNotice) => void
}
