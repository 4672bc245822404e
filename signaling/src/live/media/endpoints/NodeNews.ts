import type { MeetingSnapshot, Notice as NodeNotice } from '@diem-cau/sfu-contract'
import type { EndpointId, ProducerId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { EndpointMedia } from './EndpointMedia.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'
import type { MeetingMediaEvents } from './MeetingMediaEvents.ts'
import type { NodeLink } from '../nodes/NodeLink.ts'
import type { PreparedEndpoints } from './PreparedEndpoints.ts'
import { QualitySplitter } from './QualitySplitter.ts'
import { reconcile } from './reconcile.ts'
import type { Speakers } from './Speakers.ts'

/** Endpoints that lost their media come back this far apart, so that a node is not stormed (SPEC 6.3). */
const STAGGER_MS = 25

export type NodeNewsOptions = {
  readonly endpoints: MeetingEndpoints
  readonly prepared: PreparedEndpoints
  readonly link: NodeLink
  readonly speakers: Speakers
  /** Nothing of it is asked for just now. */
  readonly isIdle: (producerId: ProducerId) => boolean
  readonly logger: Logger
  readonly clock: () => number
  readonly events: MeetingMediaEvents
}

/** Hears what the media node says by itself, and does what follows from it for the meeting and its clients. */
export class NodeNews {
  readonly #options: NodeNewsOptions
  readonly #quality = new QualitySplitter()

  constructor(options: NodeNewsOptions) {
    this.#options = options
  }

  /** The node is there, for the first time or again: what it has is compared with the record (SPEC 6.4). */
  onSnapshot(snapshot: MeetingSnapshot | null): void {
    const { endpoints, prepared, link, events, logger } = this.#options
    const state = events.state()
    const differences = reconcile(state, snapshot)
    const there = new Map(snapshot?.endpoints.map((e) => [e.endpointId, e.consumers]))
    for (const { endpointId, participantId } of Object.values(state.participants)) {
      const endpoint = endpoints.ensure(endpointId, participantId)
      const consumers = there.get(endpointId)
      if (consumers) endpoint.on({ kind: 'found', consumers })
      if (consumers) endpoint.refresh('soon')
      this.tellReady(endpoint)
    }
    const counts = Object.entries(differences).map(([what, list]) => [what, list.length])
    logger.info(Object.fromEntries(counts), 'media node looked at')
    this.#onLost(differences.lostEndpoints)
    if (differences.lostProducers.length > 0) events.onProducersLost(differences.lostProducers)
    prepared.onNews({ kind: 'nodeHas', endpointIds: [...there.keys()] })
    for (const endpointId of new Set([...differences.strayEndpoints, ...link.takeUnanswered()])) {
      // It belongs to someone at the door, or to a join that is on its way to the disk.
      if (prepared.find(endpointId) || endpoints.find(endpointId)) continue
      void link.tell('endpoint:leave', { endpointId })
    }
    for (const stray of differences.strayProducers) {
      if (endpoints.find(stray.endpointId)?.isProducing === false) void link.tell('endpoint:closeProducer', stray)
    }
  }

  onNotice(notice: NodeNotice): void {
    const { endpoints, prepared, events, isIdle } = this.#options
    switch (notice.name) {
      case 'endpointsLost':
        this.#onLost(notice.endpointIds)
        prepared.onNews({ kind: 'nodeLost', endpointIds: notice.endpointIds })
        break
      case 'producerClosed':
        // Replaced ones end with the request that replaced them.
        if (notice.reason !== 'replaced') events.onProducersLost([notice.producerId])
        break
      case 'transportState': {
        const { direction, state } = notice
        const participantId = endpoints.find(notice.endpointId)?.participantId
        if (participantId) events.notify(participantId, { name: 'transportState', direction, state })
        break
      }
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
      case 'sourceLost':
      case 'workerDied':
      case 'nodeReport':
        break
      default:
        notice satisfies never
    }
  }

  /** The node does not know this one: it was asked for something of it. */
  onVanished(endpointId: EndpointId): void {
    this.#onLost([endpointId])
    this.#options.prepared.onNews({ kind: 'nodeLost', endpointIds: [endpointId] })
  }

  /** There may be media for an endpoint that waits for it. */
  tellReady({ participantId, transports }: EndpointMedia): void {
    if (transports === 'waiting') this.#options.events.notify(participantId, { name: 'mediaReady' })
  }

  /** Media of those that had some is gone: recorded first, then their clients are told to rebuild, one after the other. */
  #onLost(endpointIds: readonly EndpointId[]): void {
    const { endpoints, events } = this.#options
    const lost = endpointIds.flatMap((id) => endpoints.find(id) ?? []).filter((e) => e.transports === 'alive')
    if (lost.length === 0) return
    for (const endpoint of lost) endpoint.on({ kind: 'lost' })
    events.onMediaLost(lost.map((endpoint) => endpoint.endpointId))
    for (const [index, { participantId }] of lost.entries()) {
      events.notify(participantId, { name: 'mediaLost', afterMs: index * STAGGER_MS })
    }
  }

  /** Sent on as often as the node reports: at most four times a second. */
  #onLevels(reported: readonly { producerId: ProducerId; dBov: number }[]): void {
    const { speakers, endpoints, prepared, events, clock } = this.#options
    const state = events.state()
    const { levels, changed } = speakers.onLevels(reported, state, clock())
    events.broadcast({ name: 'speaking', levels })
    if (!changed) return
    speakers.keepPresent(state)
    endpoints.refresh()
    prepared.onNews({ kind: 'meetingChanged' })
  }
}
