import { type EndpointId, mayBeHeard, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'

export type VoicesOptions = {
  readonly nodes: Pick<MeetingNodes, 'isUp' | 'setVoices'>
  readonly logger: Logger
  readonly state: () => MeetingState
  /** An endpoint has these at the nodes: one for each leg. */
  readonly nodeIds: (endpointId: EndpointId) => readonly EndpointId[]
}

/** Keeps the gates of all microphones at the media nodes as the meeting has decided (SPEC 8.5). */
export class Voices {
  readonly #options: VoicesOptions
  /** The list that every node has; null = they have to be told. */
  #told: string | null = null

  constructor(options: VoicesOptions) {
    this.#options = options
  }

  isHeard(participantId: ParticipantId): boolean {
    return mayBeHeard(this.#options.state(), participantId)
  }

  /** Tells the nodes at once if anything changed: requests arrive in the order in which they are made. */
  tell(): void {
    const { nodes, logger } = this.#options
    if (!nodes.isUp) return
    const endpointIds = this.#heardEndpoints()
    const list = endpointIds.join(' ')
    if (list === this.#told) return
    this.#told = list
    nodes.setVoices(endpointIds).catch((error: unknown) => {
      // No endpoint yet, or a node is away: who is made there is told of, and the node when it is back.
      if (this.#told === list) this.#told = null
      logger.debug({ err: error }, 'voices not told')
    })
  }

  /** A node may not have heard of it. */
  tellAgain(): void {
    this.#told = null
    this.tell()
  }

  #heardEndpoints(): EndpointId[] {
    const state = this.#options.state()
    return Object.values(state.participants).flatMap(({ participantId, endpointId }) =>
      mayBeHeard(state, participantId) ? this.#options.nodeIds(endpointId) : [],
    )
  }
}
