import type { EndpointSnapshot } from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingState, ParticipantId, ProducerId } from '@diem-cau/signaling-contract'

/** A leg of a participant's endpoint, as this process knows it. */
export type KnownLeg = {
  readonly nodeId: EndpointId
  readonly participantId: ParticipantId
  readonly producerIds: ReadonlySet<ProducerId>
  /** True for the one that producers of which nobody knows the leg are taken to be on. */
  readonly carries: boolean
}

/** Differences between the record of a meeting and what a media node really has (SPEC 6.4). */
export type Differences = {
  /** Legs at the node that are nobody's: they are to be ended. */
  readonly strayLegs: EndpointId[]
  /** Producers on record of which nothing is sent any more; those of lost legs included. */
  readonly lostProducers: ProducerId[]
  /** Producers that are sent and not on record, as a process died in between. */
  readonly strayProducers: { readonly endpointId: EndpointId; readonly producerId: ProducerId }[]
}

export type Reconciled = {
  readonly state: MeetingState
  readonly legs: readonly KnownLeg[]
  /** All that the node has of the meeting. */
  readonly there: readonly EndpointSnapshot[]
  /** Legs that it had and has no more, or that no node has. */
  readonly lost: readonly EndpointId[]
}

/** Compares the record with one node, and leaves out what other nodes have. Pure. */
export function reconcile({ state, legs, there, lost }: Reconciled): Differences {
  const expected = new Set(legs.map(({ nodeId }) => nodeId))
  const meant = new Set([...there.map(({ endpointId }) => endpointId), ...lost])
  const sent = new Set(there.flatMap(({ producers }) => producers.map(({ producerId }) => producerId)))
  const placed = new Set(legs.flatMap(({ producerIds }) => [...producerIds]))
  const lostOf = ({ participantId, producerIds, carries }: KnownLeg) =>
    Object.values(state.producers).flatMap((producer) => {
      const { producerId } = producer
      const isOn = producerIds.has(producerId) || (carries && !placed.has(producerId))
      return producer.participantId === participantId && isOn && !sent.has(producerId) ? [producerId] : []
    })
  return {
    strayLegs: there.map(({ endpointId }) => endpointId).filter((id) => !expected.has(id)),
    lostProducers: legs.filter(({ nodeId }) => meant.has(nodeId)).flatMap(lostOf),
    strayProducers: there.flatMap(({ endpointId, producers }) =>
      expected.has(endpointId)
        ? producers.filter((p) => !state.producers[p.producerId]).map(({ producerId }) => ({ endpointId, producerId }))
        : [],
    ),
  }
}
