import type { MeetingSnapshot, Notice as NodeNotice } from '@diem-cau/sfu-contract'
import type { EndpointId, ProducerId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import type { NodeLink } from '../nodes/NodeLink.ts'
import { QualitySplitter } from './QualitySplitter.ts'
import { reconcile } from './reconcile.ts'
import type { Speakers } from './Speakers.ts'

/** Endpoints that lost their media come back this far apart, so that a node is not stormed (SPEC 6.3). */
const STAGGER_MS = 25

export type NodeNewsOptions = {
  readonly endpoints: MeetingEndpoints
  readonly link: NodeLink
  readonly speakers: Speakers
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** What comes from the media node by itself, and what follows from it for the meeting and its clients. */
export class NodeNews {
  readonly #options: NodeNewsOptions
  readonly #quality = new QualitySplitter()

  constructor(options: NodeNewsOptions) {
    this.#options = options
  }

  /** The node is there, for the first time or again: what it has is compared with the record (SPEC 6.4). */
  onSnapshot(snapshot: MeetingSnapshot | null): void {
    const { endpoints, link, events, logger } = this.#options
    const state = events.state()
    const differences = reconcile(state, snapshot)
    const lost = new Set(differences.lostEndpoints)
    const consumers = new Map(snapshot?.endpoints.map((e) => [e.endpointId, e.consumers]))
    for (const { endpointId, participantId } of Object.values(state.participants)) {
      const endpoint = endpoints.take(endpointId, participantId)
      const found = consumers.get(endpointId)
      // A client that was answered `waiting` has let go of its transports, even if the node still has them.
      if (endpoint.status === 'waiting') this.comesBack(endpoint)
      else if (found && endpoint.status !== 'starting') {
        endpoint.found(found)
        endpoint.refresh('soon')
      }
    }
    const counts = Object.entries(differences).map(([what, list]) => [what, list.length])
    logger.info(Object.fromEntries(counts), 'media node looked at')
    this.lose([...lost].filter((id) => endpoints.get(id)?.status === 'alive'))
    if (differences.lostProducers.length > 0) events.producersLost(differences.lostProducers)
    const there = new Set(snapshot?.endpoints.map((e) => e.endpointId))
    endpoints.atDoor.forget((endpointId) => !there.has(endpointId))
    for (const endpointId of new Set([...differences.strayEndpoints, ...link.takeUnanswered()])) {
      // Of someone at the door, or of a join that is on its way to the disk.
      if (endpoints.atDoor.has(endpointId) || endpoints.get(endpointId)) continue
      void link.tell('endpoint:leave', { endpointId })
    }
    for (const stray of differences.strayProducers) {
      if (endpoints.get(stray.endpointId)?.producing === 0) void link.tell('endpoint:closeProducer', stray)
    }
  }

  onNotice(notice: NodeNotice): void {
    const { endpoints, events } = this.#options
    switch (notice.name) {
      case 'endpointsLost':
        this.lose(notice.endpointIds.filter((id) => endpoints.get(id)?.status === 'alive'))
        endpoints.atDoor.forget((endpointId) => notice.endpointIds.includes(endpointId))
        break
      case 'producerClosed':
        // Replaced ones end with the request that replaced them.
        if (notice.reason !== 'replaced') events.producersLost([notice.producerId])
        break
      case 'transportState': {
        const { direction, state } = notice
        const participantId = endpoints.get(notice.endpointId)?.participantId
        if (participantId) events.notify(participantId, { name: 'transportState', direction, state })
        break
      }
      case 'audioLevels':
        this.#heard(notice.levels)
        break
      case 'quality':
        for (const [participantId, quality] of this.#quality.split(notice, events.state(), endpoints)) {
          events.notify(participantId, quality)
        }
        break
      case 'meetingTaken':
        events.taken()
        break
      case 'workerDied':
      case 'nodeReport':
        break
      default:
        notice satisfies never
    }
  }

  /** Their media is gone: recorded first, then their clients are told to rebuild, one after the other. */
  lose(endpointIds: readonly EndpointId[]): void {
    const { endpoints, events } = this.#options
    const lost = endpointIds.flatMap((id) => endpoints.get(id) ?? [])
    if (lost.length === 0) return
    for (const endpoint of lost) endpoint.lost()
    events.mediaLost(lost.map((endpoint) => endpoint.endpointId))
    for (const [index, { participantId }] of lost.entries()) {
      events.notify(participantId, { name: 'mediaLost', afterMs: index * STAGGER_MS })
    }
  }

  /** There may be media for an endpoint that waits for it. */
  comesBack(endpoint: EndpointMedia): void {
    if (endpoint.status === 'waiting') this.#options.events.notify(endpoint.participantId, { name: 'mediaReady' })
  }

  /** Sent on as often as the node reports: at most four times a second. */
  #heard(reported: readonly { producerId: ProducerId; dBov: number }[]): void {
    const { speakers, endpoints, events, clock } = this.#options
    const state = events.state()
    const { levels, changed } = speakers.heard(reported, state, clock())
    events.broadcast({ name: 'speaking', levels })
    if (!changed) return
    speakers.keepPresent(state)
    endpoints.stateChanged()
  }
}
