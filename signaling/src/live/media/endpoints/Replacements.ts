import { MeetingError, type MeetingState, type Notice, type ParticipantId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { standbyNeeded } from '../../../domain/meeting/receiving/standbyNeeded.ts'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { LegStarter } from './LegStarter.ts'

/** So many new legs are asked for at a time: the next when a node has answered, so that it is as loaded as it can bear. */
const AT_A_TIME = 8

/** Clients that must ask themselves do so this far apart, in milliseconds. */
const STAGGER_MS = 25

export type ReplacementsOptions = {
  readonly starter: Pick<LegStarter, 'start'>
  readonly state: () => MeetingState
  readonly notify: (participantId: ParticipantId, notice: Notice) => void
  readonly onGone: (change: LegsChange) => void
  readonly logger: Logger
}

/** Gives endpoints whose legs are all gone new ones, those first whom the meeting cannot do without (SPEC 5.16, 6.3). */
export class Replacements {
  readonly #options: ReplacementsOptions
  #queue: EndpointMedia[] = []
  #running = 0

  constructor(options: ReplacementsOptions) {
    this.#options = options
  }

  /** Their legs are lost, and that is on record. */
  add(lost: readonly EndpointMedia[]): void {
    const first = standbyNeeded(this.#options.state())
    const rank = ({ participantId }: EndpointMedia) => (first.has(participantId) ? 0 : 1)
    this.#queue = [...this.#queue, ...lost].toSorted((a, b) => rank(a) - rank(b))
    while (this.#running < AT_A_TIME && this.#queue.length > 0) void this.#work()
  }

  close(): void {
    this.#queue = []
  }

  async #work(): Promise<void> {
    this.#running += 1
    for (let endpoint = this.#queue.shift(); endpoint; endpoint = this.#queue.shift()) await this.#replace(endpoint)
    this.#running -= 1
  }

  async #replace(endpoint: EndpointMedia): Promise<void> {
    const { starter, notify, onGone, logger } = this.#options
    const { participantId, transports, carrying } = endpoint
    // The client asked meanwhile, or is not there: then it gets new ones when it is back.
    if (transports !== 'lost' || carrying.standing === 'away') return
    const offered = endpoint.offer('instead')
    onGone(offered)
    try {
      const media = await starter.start(endpoint, offered.leg)
      notify(participantId, { name: 'legOffered', why: 'instead', media })
      endpoint.refresh('now')
    } catch (error) {
      if (error instanceof MeetingError && error.code === 'notJoined') return
      logger.info({ err: error, endpointId: endpoint.endpointId }, 'no new leg for an endpoint: its client asks again')
      notify(participantId, { name: 'mediaLost', afterMs: STAGGER_MS * this.#queue.length })
    }
  }
}
