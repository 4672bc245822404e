import type { NetworkCamera } from '@diem-cau/sfu-contract'
import {
  type EndpointId,
  type LegId,
  MeetingError,
  type ProducerId,
  type RequestData,
} from '@diem-cau/signaling-contract'
import type { MeetingNodes } from '../nodes/MeetingNodes.ts'
import type { Handovers } from '../legs/Handovers.ts'
import type { MeetingEndpoints } from './MeetingEndpoints.ts'

export type SendingOptions = {
  readonly nodes: Pick<MeetingNodes, 'ask' | 'tell'>
  readonly endpoints: MeetingEndpoints
  readonly handovers: Handovers
}

/** What is sent by a camera of the network, not by the client. */
type FromCamera = RequestData<'producer:openNetworkCamera'> & { readonly camera: NetworkCamera }

/** Knows what the endpoints of a meeting send, on whichever leg. */
export class Sending {
  readonly #options: SendingOptions

  constructor(options: SendingOptions) {
    this.#options = options
  }

  /**
   * @throws MeetingError `notYours` when it has no such leg, or one that only stands by: a client whose node and process were lost may name a leg
   * of before, whose number another one has now
   * @returns the producer, and whether the leg that it was made on is there still
   */
  async produce(
    endpointId: EndpointId,
    { leg, ...data }: Omit<RequestData<'producer:open'>, 'layerHeights' | 'device'> | FromCamera,
  ): Promise<{ producerId: ProducerId; lives: () => boolean }> {
    const { endpoints, nodes } = this.#options
    const endpoint = endpoints.require(endpointId)
    const on = endpoint.require(leg)
    if (on === endpoint.standby) throw new MeetingError('notYours', 'nothing is sent over a leg that stands by')
    const target = { endpointId: on.nodeId }
    const { made, lives } = await on.produce(() =>
      'camera' in data
        ? nodes.ask('endpoint:produceFrom', { ...target, ...data })
        : nodes.ask('endpoint:produce', { ...target, ...data }),
    )
    return { producerId: made.producerId, lives }
  }

  /** Tells whether this producer would flow on beside one that is made on that leg. */
  flowsBeside(endpointId: EndpointId, former: ProducerId, leg: LegId | undefined): boolean {
    const endpoint = this.#options.endpoints.require(endpointId)
    const on = endpoint.legOf(former)
    return on?.transports === 'alive' && on !== endpoint.require(leg)
  }

  /** A producer has a successor on another leg, on record: who has it keeps it until they have that one. */
  handOver(former: ProducerId, successor: ProducerId): void {
    const { endpoints, handovers } = this.#options
    handovers.add(former, successor)
    endpoints.refresh()
  }

  /** The producers that it replaces, which flow still, too. */
  async setProducerPaused(endpointId: EndpointId, producerId: ProducerId, paused: boolean): Promise<void> {
    const { endpoints, handovers, nodes } = this.#options
    const endpoint = endpoints.require(endpointId)
    for (const former of handovers.formersOf(producerId)) {
      const nodeId = endpoint.legOf(former)?.nodeId
      if (nodeId) void nodes.tell('endpoint:setProducerPaused', { endpointId: nodeId, producerId: former, paused })
    }
    const { nodeId } = endpoint.legOf(producerId) ?? endpoint.carrying
    await nodes.ask('endpoint:setProducerPaused', { endpointId: nodeId, producerId, paused })
  }

  /** Does not fail: what cannot be closed now is gone, or is found when the node is looked at again. */
  async closeProducer(endpointId: EndpointId, producerId: ProducerId): Promise<void> {
    const { endpoints, handovers, nodes } = this.#options
    const endpoint = endpoints.find(endpointId)
    if (!endpoint) return
    const all = [producerId, ...handovers.formersOf(producerId)]
    handovers.end(all)
    await Promise.all(
      all.map((id) => {
        const { nodeId } = endpoint.legOf(id) ?? endpoint.carrying
        return nodes.tell('endpoint:closeProducer', { endpointId: nodeId, producerId: id })
      }),
    )
  }
}
