import type { MeetingSnapshot } from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingState, ProducerId } from '@diem-cau/signaling-contract'

/** Differences between the record of a meeting and what its media node really has (SPEC 6.4). */
export type Differences = {
  /** In the meeting, not at the node: their clients must rebuild. */
  readonly lostEndpoints: EndpointId[]
  /** At the node, of nobody: to be ended. */
  readonly strayEndpoints: EndpointId[]
  /** On record, but nothing is sent any more; those of lost endpoints included. */
  readonly lostProducers: ProducerId[]
  /** Sent, but never recorded: a process died in between. */
  readonly strayProducers: { readonly endpointId: EndpointId; readonly producerId: ProducerId }[]
}

/**
 * @param legs what the meeting's endpoints should have at the node
 * @param snapshot what the node has of the meeting; null = nothing
 */
export function reconcile(
  state: MeetingState,
  legs: readonly EndpointId[],
  snapshot: MeetingSnapshot | null,
): Differences {
  const there = new Map(snapshot?.endpoints.map((endpoint) => [endpoint.endpointId, endpoint]))
  const expected = new Set(legs)
  const sent = new Set([...there.values()].flatMap((endpoint) => endpoint.producers.map((p) => p.producerId)))
  return {
    lostEndpoints: [...expected].filter((id) => !there.has(id)),
    strayEndpoints: [...there.keys()].filter((id) => !expected.has(id)),
    lostProducers: Object.values(state.producers)
      .map((p) => p.producerId)
      .filter((id) => !sent.has(id)),
    strayProducers: [...there.values()].flatMap(({ endpointId, producers }) =>
      expected.has(endpointId)
        ? producers.filter((p) => !state.producers[p.producerId]).map(({ producerId }) => ({ endpointId, producerId }))
        : [],
    ),
  }
}
