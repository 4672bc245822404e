import type { NodeId } from '@diem-cau/sfu-contract'
import type { LegId, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { soonWatched } from '../../../domain/meeting/receiving/demand.ts'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { Arrivals } from './Arrivals.ts'
import { Emptying } from './Emptying.ts'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { Handovers } from '../legs/Handovers.ts'
import type { Leg } from '../legs/Leg.ts'
import { LegStarter } from './LegStarter.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import { type MoveOutcome, Moves } from './Moves.ts'
import { Replacements } from './Replacements.ts'
import type { Speakers } from './Speakers.ts'
import { Standbys } from './Standbys.ts'
import type { Voices } from './Voices.ts'

export type MeetingLegsOptions = {
  readonly meetingId: MeetingId
  readonly nodes: MeetingNodes
  readonly endpoints: MeetingEndpoints
  readonly handovers: Handovers
  readonly arrivals: Arrivals
  readonly voices: Voices
  readonly speakers: Speakers
  readonly regionOf: (participantId: ParticipantId) => string
  /** Endpoints up to which a meeting keeps a leg in reserve for each (SPEC 5.15). */
  readonly reserveEndpoints?: number | undefined
  readonly events: MeetingMediaEvents
  readonly logger: Logger
  readonly clock: () => number
}

/** The legs of a meeting's endpoints: made, moved, kept on standby, replaced and ended (SPEC 5.13 to 5.16). */
export class MeetingLegs {
  readonly starter: LegStarter
  readonly #options: MeetingLegsOptions
  readonly #moves: Moves
  readonly #replacements: Replacements
  readonly #standbys: Standbys
  readonly #emptying: Emptying

  constructor(options: MeetingLegsOptions) {
    this.#options = options
    const { nodes, endpoints, speakers, events, logger, clock } = options
    const state = () => events.state()
    this.starter = new LegStarter(options)
    const notify: MeetingMediaEvents['notify'] = (participantId, notice) => events.notify(participantId, notice)
    const onGone = (change: LegsChange) => this.end(change)
    const parts = { starter: this.starter, state, notify, onGone, endpoints, logger, clock }
    const isNeeded = ({ producerIds }: Leg) =>
      endpoints.all.some(
        ({ carrying }) =>
          carrying.transports === 'alive' && carrying.standing === 'inside' && carrying.lags(producerIds),
      )
    this.#moves = new Moves({ ...parts, isNeeded })
    this.#replacements = new Replacements(parts)
    const drains = (leg: Leg) =>
      nodes.reports.some(({ nodeId, draining }) => draining && nodeId === nodes.nodeOf(leg.nodeId))
    this.#standbys = new Standbys({ ...parts, drains, reserveEndpoints: options.reserveEndpoints })
    this.#emptying = new Emptying({
      ...parts,
      seatOf: ({ carrying: { nodeId: id, worker } }) => {
        const nodeId = nodes.nodeOf(id)
        return nodeId === null || worker === null ? null : { nodeId, worker }
      },
      nodes: () => nodes.reports,
      isWatched: ({ participantId }) => soonWatched(state(), speakers.ids).has(participantId),
      move: (endpoint) => this.#moves.move(endpoint),
    })
  }

  /** @param to the node where it is wanted */
  move(endpoint: EndpointMedia, to?: NodeId): Promise<MoveOutcome> {
    return this.#moves.move(endpoint, to)
  }

  /** @throws MeetingError `notYours` */
  take(endpoint: EndpointMedia, leg: LegId): void {
    this.#moves.take(endpoint, leg)
    this.#standbys.onLoss()
  }

  /** Their legs are lost, and that is on record. */
  replace(lost: readonly EndpointMedia[]): void {
    this.#replacements.add(lost)
    this.#standbys.onLoss()
  }

  /** Legs of an endpoint were lost, and others go on. */
  onLost(endpoint: EndpointMedia, change: LegsChange): void {
    this.end(change)
    this.#moves.onLegs(endpoint)
    this.#standbys.onLoss()
  }

  /** Makes a leg in place of all there are, or gives the first one that nothing was made of yet. */
  instead(endpoint: EndpointMedia): Leg {
    const offered = endpoint.transports === 'none' ? null : endpoint.offer('instead')
    if (offered) this.end(offered)
    this.#moves.onLegs(endpoint)
    return offered?.leg ?? endpoint.carrying
  }

  /** A client is back: what was offered to it while it was away did not reach it. */
  keepCarrying(endpoint: EndpointMedia): void {
    for (const { legId } of endpoint.legs.slice(1)) {
      this.end(endpoint.change({ kind: 'ended', leg: legId }))
      this.#options.events.notify(endpoint.participantId, { name: 'legEnded', leg: legId })
    }
    this.#moves.onLegs(endpoint)
    this.#standbys.onNews()
  }

  /** The endpoint has ended. */
  async endAll(endpoint: EndpointMedia): Promise<void> {
    this.#moves.onLegs(endpoint)
    await Promise.all(endpoint.legs.map((leg) => this.#end(leg)))
  }

  /** Legs that an endpoint has no more end at their node, and what was sent over them on record. */
  end({ gone }: LegsChange): void {
    if (gone.length === 0) return
    const { events, endpoints } = this.#options
    const { producers } = events.state()
    for (const leg of gone) void this.#end(leg)
    const lost = gone.flatMap(({ producerIds }) => [...producerIds]).filter((id) => producers[id])
    if (lost.length > 0) events.onProducersLost(lost)
    endpoints.refresh()
  }

  /** Somebody has no place at any node. @returns whether that is worth another try: legs on standby gave theirs up */
  makeRoom(): boolean {
    return this.#standbys.yield()
  }

  /** The state has changed, so other endpoints may need a leg on standby. */
  onStateChanged(): void {
    this.#standbys.onNews()
  }

  /** Nodes have said how loaded they are, and whether they drain. */
  onReport(): void {
    this.#emptying.onNews()
    this.#standbys.onNews()
  }

  close(): void {
    this.#moves.close()
    this.#replacements.close()
    this.#standbys.close()
    this.#emptying.close()
  }

  async #end(leg: Leg): Promise<void> {
    const { nodeId, producerIds, transports } = leg
    const { handovers, arrivals, nodes } = this.#options
    handovers.end(producerIds)
    arrivals.end(leg)
    if (transports !== 'none' && transports !== 'lost') await nodes.leave(nodeId)
  }
}
