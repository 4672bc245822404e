import type { EndpointSnapshot, NetworkCameraState } from '@diem-cau/sfu-contract'
import type { EndpointId, ProducerId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { standbyNeeded } from '../../../domain/meeting/receiving/standbyNeeded.ts'
import type { EndpointMedia, LegsChange } from './EndpointMedia.ts'
import type { Leg } from '../legs/Leg.ts'
import { legsToAdopt } from './legsToAdopt.ts'
import { legOfNodeEndpoint } from '../legs/legId.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import type { Handovers } from '../legs/Handovers.ts'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { NewsOfMeeting } from '../nodes/MeetingNodesOptions.ts'
import type { PreparedEndpoints } from './PreparedEndpoints.ts'
import { QualitySplitter } from './QualitySplitter.ts'
import { SpeakingPace } from './SpeakingPace.ts'
import { type KnownLeg, reconcile } from './reconcile.ts'
import type { Speakers } from './Speakers.ts'

export type NodeNewsOptions = {
  /** It is known whose endpoints a node has: it can be told who may be heard, before anything else is done about it. */
  readonly onAdopted: () => void
  readonly endpoints: MeetingEndpoints
  readonly prepared: PreparedEndpoints
  readonly nodes: Pick<MeetingNodes, 'nodeOf' | 'leave' | 'tell'>
  readonly handovers: Pick<Handovers, 'isFading'>
  readonly speakers: Speakers
  /** True when nothing of the producer is asked for just now. */
  readonly isIdle: (producerId: ProducerId) => boolean
  /** The legs of an endpoint changed by a loss; `change` also has what the node need not be told of. */
  readonly onLegs: (endpoint: EndpointMedia, change: LegsChange) => void
  /** A leg that stood by carries now, and its client receives nothing over it yet. */
  readonly onCarries: (leg: Leg) => void
  /** All legs of these are lost, and that is on record: they need new ones. */
  readonly replace: (lost: readonly EndpointMedia[]) => void
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** Hears what the media node says by itself, and does what follows from it for the meeting and its clients. */
export class NodeNews {
  readonly #options: NodeNewsOptions
  readonly #quality = new QualitySplitter()
  readonly #pace = new SpeakingPace()
  /** Legs that may carry, or only stand by: known once all nodes were heard. */
  #undecided: EndpointSnapshot[] = []

  constructor(options: NodeNewsOptions) {
    this.#options = options
  }

  /**
   * A node is there, for the first time or again: what it has is compared with the record (SPEC 6.4).
   * @param there its endpoints of the meeting, which are legs here
   * @param lost legs that it had before and has no more
   */
  onSnapshot(there: readonly EndpointSnapshot[], lost: readonly EndpointId[]): void {
    const known = this.#adopt(there, false)
    this.#options.onAdopted()
    this.#compare(known, lost)
  }

  /** Legs of this endpoint at nodes that were heard, of which it is not known yet which one carries. */
  undecidedOf(endpointId: EndpointId): EndpointId[] {
    return this.#undecided.flatMap(({ endpointId: nodeId }) =>
      legOfNodeEndpoint(nodeId)?.endpointId === endpointId ? [nodeId] : [],
    )
  }

  #compare(there: readonly EndpointSnapshot[], lost: readonly EndpointId[]): void {
    const { endpoints, prepared, nodes, events, handovers, logger } = this.#options
    const differences = reconcile({ state: events.state(), legs: this.#legs(), there, lost })
    const found = new Map(there.map((one) => [one.endpointId, one]))
    for (const endpoint of endpoints.all) {
      for (const leg of endpoint.legs) {
        const at = found.get(leg.nodeId)
        if (!at) continue
        const { worker, consumers } = at
        for (const { producerId, networkCamera } of at.producers)
          if (networkCamera) this.#onCamera(leg.nodeId, producerId, networkCamera)
        leg.on({ kind: 'found', worker, producers: at.producers.map((p) => p.producerId), consumers })
        leg.refresh('soon')
      }
      this.tellReady(endpoint)
    }
    const counts = Object.entries({ ...differences, lost }).map(([what, list]) => [what, list.length])
    logger.info(Object.fromEntries(counts), 'media node looked at')
    this.#onGone(lost, differences.lostProducers)
    for (const nodeId of differences.strayLegs) {
      // It belongs to someone at the door, or to a join that is on its way to the disk.
      const name = legOfNodeEndpoint(nodeId)
      if ((name && prepared.find(name.endpointId)) || endpoints.findLeg(nodeId)) continue
      void nodes.leave(nodeId)
    }
    for (const stray of differences.strayProducers) {
      const isMade = endpoints.findLeg(stray.endpointId)?.leg.isProducing === false
      if (isMade && !handovers.isFading(stray.producerId)) void nodes.tell('endpoint:closeProducer', stray)
    }
    // Others may have asked for what it has before anybody knew where that is.
    endpoints.refresh()
  }

  /** Every node has been heard: what is on record and has no place is nowhere. */
  onAllHeard(): void {
    const { endpoints, nodes, events } = this.#options
    const there = this.#undecided.filter(({ endpointId }) => nodes.nodeOf(endpointId) !== null)
    this.#undecided = []
    if (there.length > 0) {
      const known = this.#adopt(there, true)
      this.#options.onAdopted()
      this.#compare(known, [])
    }
    for (const { endpointId, participantId } of Object.values(events.state().participants))
      endpoints.ensure(endpointId, participantId)
    const legs = this.#legs().map(({ nodeId }) => nodeId)
    this.onGone(legs.filter((nodeId) => nodes.nodeOf(nodeId) === null))
  }

  /** These legs are lost, with all that they sent. */
  onGone(nodeIds: readonly EndpointId[]): void {
    const { events } = this.#options
    this.#onGone(
      nodeIds,
      reconcile({ state: events.state(), legs: this.#legs(), there: [], lost: nodeIds }).lostProducers,
    )
  }

  /** A producer of another node does not come to these any more: they ask for it again, if they still want it. */
  onSourceLost(producerId: ProducerId, nodeIds: readonly EndpointId[]): void {
    const { endpoints, prepared } = this.#options
    for (const nodeId of nodeIds) {
      const name = legOfNodeEndpoint(nodeId)
      const leg = (name && prepared.find(name.endpointId)?.carrying) ?? endpoints.findLeg(nodeId)?.leg
      leg?.onSourceLost(producerId)
    }
  }

  onNotice(notice: NewsOfMeeting): void {
    const { endpoints, prepared, events, isIdle } = this.#options
    switch (notice.name) {
      case 'endpointsLost':
        this.#onLost(notice.endpointIds)
        prepared.onNews({ kind: 'nodeLost', endpointIds: namesOf(notice.endpointIds) })
        break
      case 'producerClosed':
        // Replaced ones end with the request that replaced them; those of a dead worker with its endpoints, of which the node tells next: a
        // commit for each would hold up everybody who comes back.
        if (notice.reason !== 'replaced' && notice.reason !== 'workerDied') events.onProducersLost([notice.producerId])
        break
      case 'transportState': {
        const { direction, state } = notice
        const leg = endpoints.findLeg(notice.endpointId)?.leg
        // Its client sees by itself that a line stands; 170 of these would go out while 85 rooms come in.
        if (leg && state !== 'connected')
          events.notify(leg.participantId, { name: 'transportState', leg: leg.legId, direction, state })
        break
      }
      case 'networkCamera':
        this.#onCamera(notice.endpointId, notice.producerId, notice.state)
        break
      case 'audioLevels':
        this.#onLevels(notice.levels)
        break
      case 'quality':
        for (const [participantId, quality] of this.#quality.split(notice, events.state(), endpoints, isIdle)) {
          events.notify(participantId, quality)
        }
        break
      case 'meetingTaken':
        events.onTaken()
        break
      default:
        notice satisfies never
    }
  }

  /** The node does not know this one: it was asked for something of it. */
  onVanished(nodeId: EndpointId): void {
    this.#onLost([nodeId])
    this.#options.prepared.onNews({ kind: 'nodeLost', endpointIds: namesOf([nodeId]) })
  }

  /** There may be media for an endpoint that waits for it. */
  tellReady({ participantId, transports }: EndpointMedia): void {
    if (transports === 'waiting') this.#options.events.notify(participantId, { name: 'mediaReady' })
  }

  #legs(): readonly KnownLeg[] {
    return this.#options.endpoints.all.flatMap((endpoint) =>
      endpoint.legs.map(({ nodeId, participantId, producerIds }) => {
        return { nodeId, participantId, producerIds, carries: nodeId === endpoint.carrying.nodeId }
      }),
    )
  }

  #onGone(nodeIds: readonly EndpointId[], producerIds: readonly ProducerId[]): void {
    const { prepared, events } = this.#options
    this.#onLost(nodeIds)
    if (producerIds.length > 0) events.onProducersLost([...producerIds])
    if (nodeIds.length > 0) prepared.onNews({ kind: 'nodeLost', endpointIds: namesOf(nodeIds) })
  }

  /**
   * Legs that were there are gone. An endpoint with another leg goes on with that one at once; the loss of the others
   * is recorded first, and then they are given new legs.
   */
  #onLost(nodeIds: readonly EndpointId[]): void {
    const { endpoints, events, replace } = this.#options
    const lost = nodeIds.flatMap((id) => endpoints.findLeg(id) ?? []).filter(({ leg }) => leg.transports === 'alive')
    if (lost.length === 0) return
    for (const { leg } of lost) leg.on({ kind: 'lost' })
    const silent = new Set<EndpointMedia>()
    // Whoever cannot be done without is told first, and opens its sources before the others do (SPEC 5.19).
    const first = standbyNeeded(events.state())
    const rank = ({ endpoint: { participantId } }: (typeof lost)[number]) => (first.has(participantId) ? 0 : 1)
    for (const { endpoint, leg } of lost.toSorted((a, b) => rank(a) - rank(b)))
      if (!this.#goesOn(endpoint, leg)) silent.add(endpoint)
    if (silent.size === 0) return
    events.onMediaLost([...silent].map(({ endpointId }) => endpointId))
    replace([...silent])
  }

  /** @returns whether another leg carries, or none that did is lost */
  #goesOn(endpoint: EndpointMedia, leg: Leg): boolean {
    const { events, onLegs, onCarries } = this.#options
    const carried = endpoint.carrying === leg
    // Its client was not offered yet what is still being made, and cannot go on with it.
    const others = carried ? [endpoint.beside, endpoint.standby] : []
    for (const other of others)
      if (other && other.transports !== 'alive') onLegs(endpoint, endpoint.change({ kind: 'ended', leg: other.legId }))
    const change = endpoint.change({ kind: 'lost', leg: leg.legId })
    if (change.gone.length === 0) return false
    if (carried) onCarries(endpoint.carrying)
    const { participantId } = endpoint
    events.notify(
      participantId,
      carried ? { name: 'legCarries', leg: endpoint.carrying.legId } : { name: 'legEnded', leg: leg.legId },
    )
    onLegs(endpoint, change)
    return true
  }

  /** @returns those of which it is known which endpoint they carry, or that they carry none */
  #adopt(there: readonly EndpointSnapshot[], allHeard: boolean): readonly EndpointSnapshot[] {
    const { endpoints, events } = this.#options
    const known = (endpointId: EndpointId) => endpoints.find(endpointId) !== undefined
    const { adopted, undecided } = legsToAdopt(events.state(), there, known, allHeard)
    for (const { endpointId, participantId, leg } of adopted) endpoints.ensure(endpointId, participantId, leg)
    this.#undecided.push(...undecided)
    return there.filter((one) => !undecided.includes(one))
  }

  /** It is told to the room whose camera it is, which says it to the others (SPEC 23.15). */
  #onCamera(nodeId: EndpointId, producerId: ProducerId, state: NetworkCameraState): void {
    const leg = this.#options.endpoints.findLeg(nodeId)?.leg
    if (leg) this.#options.events.notify(leg.participantId, { name: 'networkCamera', producerId, state })
  }

  /** Tells the levels as often as the node reports them, at most four times a second; less often where many are told. */
  #onLevels(reported: readonly { producerId: ProducerId; dBov: number }[]): void {
    const { speakers, endpoints, prepared, events, clock } = this.#options
    const state = events.state()
    const { levels, changed } = speakers.onLevels(reported, state, clock())
    const speaking = levels.map(({ participantId }) => participantId)
    if (this.#pace.tells(speaking, Object.keys(state.participants).length, clock()))
      events.broadcast({ name: 'speaking', levels })
    if (!changed) return
    speakers.keepPresent(state)
    endpoints.refresh()
    prepared.onNews({ kind: 'meetingChanged' })
  }
}

/** The endpoints of the record that these legs are of. */
function namesOf(nodeIds: readonly EndpointId[]): EndpointId[] {
  return nodeIds.flatMap((id) => legOfNodeEndpoint(id)?.endpointId ?? [])
}
