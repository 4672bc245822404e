import {
  type ControlData,
  ControlError,
  type ControlRequestName,
  type ControlRequests,
  type ControlResponse,
  type EndpointSnapshot,
  LevelMerger,
  type MeetingSnapshot,
  type NodeAddress,
  type NodeId,
  type NodeReport,
  type WantedSource,
} from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingId, TurnGrant } from '@diem-cau/signaling-contract'
import { mediaError } from '../../../errors/mediaError.ts'
import type { MeetingNotice, NodeListener, SfuClient } from './MediaNodes.ts'
import { MeetingNode } from './MeetingNode.ts'
import type { JoinWish, MeetingNodesOptions } from './MeetingNodesOptions.ts'
import { Places } from './Places.ts'
import { placement } from './placement.ts'
import { wayTo } from './wayTo.ts'

/** Nodes that do not say what they have do not hold up joins for longer than this, in milliseconds. */
const LOOK_LIMIT_MS = 2_000

/** Both transports of an endpoint, and TURN servers for them. */
export type JoinedMedia = ControlResponse<'endpoint:join'> & { readonly turn?: TurnGrant }

/** Requests about one endpoint, but for its join. */
export type EndpointRequestName = {
  [N in ControlRequestName]: ControlData<N> extends { endpointId: EndpointId } ? N : never
}[Exclude<ControlRequestName, 'endpoint:join'>] &
  keyof ControlRequests

/**
 * The media nodes of one meeting: chooses where each endpoint goes, knows where it is, and asks there. An endpoint id is
 * that of the nodes, and says nothing here of whose it is.
 */
export class MeetingNodes implements NodeListener {
  readonly meetingId: MeetingId
  readonly #options: MeetingNodesOptions
  readonly #stopListening: () => void
  readonly #nodes = new Map<SfuClient, MeetingNode>()
  readonly #places = new Places<MeetingNode>()
  readonly #levels: LevelMerger<MeetingNode>
  /** Nodes that carry the meeting in the order in which they came to: the first is its home. */
  readonly #carrying = new Set<MeetingNode>()
  readonly #opened: Promise<void>
  #wasAllHeard = false
  #isClosed = false

  constructor(options: MeetingNodesOptions) {
    this.#options = options
    this.meetingId = options.meetingId
    const { mediaNodes, meetingId } = options
    this.#levels = new LevelMerger((levels) => options.onNotice({ name: 'audioLevels', meetingId, levels }))
    this.#stopListening = mediaNodes.listen(this)
    for (const client of mediaNodes.clients) {
      const node = this.#node(client)
      if (client.description) node.look()
    }
    this.#opened = this.#open()
  }

  /** True when any node can be spoken to now. */
  get isUp(): boolean {
    return this.#up.length > 0
  }

  /**
   * Resolves when it is known which nodes there are and what they have; with an endpoint, also when the node that has it is
   * not just being looked at.
   */
  async ready(endpointId?: EndpointId): Promise<void> {
    await this.#opened
    const place = endpointId && this.#places.get(endpointId)
    if (place) await place.node.looked
    else if (!this.isUp) await this.#allLooked()
  }

  /** The node that has an endpoint, or was asked for it; null when none is known to. */
  nodeOf(endpointId: EndpointId): NodeId | null {
    return this.#places.get(endpointId)?.node.nodeId ?? null
  }

  /** True when the node that has it can be spoken to now. */
  isReachable(endpointId: EndpointId): boolean {
    return this.#places.get(endpointId)?.node.isUp ?? false
  }

  /**
   * Makes an endpoint on the best node, and on the next when that is full or does not answer. It is ended where
   * it was before.
   * @throws MeetingError `mediaUnavailable` when no node takes it, with `full` when one of them had no room
   */
  async join(data: ControlData<'endpoint:join'>, wish: JoinWish = {}): Promise<JoinedMedia> {
    let refusal: unknown = new ControlError('unavailable', 'no media node')
    for (const node of this.#order(data.endpointId, wish)) {
      try {
        return { ...(await this.#joinAt(node, data)), ...this.turnBeside(data.endpointId) }
      } catch (error) {
        if (!isOfThisNode(error)) throw mediaError(error)
        // That a node is full says more than that another one does not answer.
        if (!isFull(refusal)) refusal = error
        this.#options.logger.info({ nodeId: node.nodeId, err: error }, 'media node does not take an endpoint')
      }
    }
    throw mediaError(refusal)
  }

  /** What stands beside the parameters of an endpoint's transports, where the office has TURN servers (SPEC 20.1). */
  turnBeside(endpointId: EndpointId): { turn?: TurnGrant } {
    const turn = this.#options.mediaNodes.turnFor(endpointId, 'meeting')
    return turn ? { turn } : {}
  }

  /** @throws MeetingError `mediaUnavailable` without its node; the node's refusals as errors for the client */
  async ask<N extends EndpointRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    try {
      return await this.askRaw(name, data)
    } catch (error) {
      throw mediaError(error)
    }
  }

  /** @throws ControlError */
  async askRaw<N extends EndpointRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    const { endpointId } = data
    const place = this.#places.get(endpointId)
    if (!place)
      throw this.isUp
        ? new ControlError('endpointNotFound', 'no node has this endpoint')
        : new ControlError('unavailable', 'no media node')
    const response = await place.node.request(name, data)
    if (
      (name === 'endpoint:produce' || name === 'endpoint:produceFrom') &&
      this.#places.get(endpointId) === place &&
      'producerId' in response
    )
      this.#places.addProducer(response.producerId, endpointId)
    return response
  }

  /** Asks for something to be tidied up: a failure is logged, and nobody else needs to know. */
  async tell<N extends EndpointRequestName>(name: N, data: ControlData<N>): Promise<void> {
    await this.#places.get(data.endpointId)?.node.tell(name, data)
  }

  /** Ends an endpoint, when its node is back if that is away. Does not fail. */
  async leave(endpointId: EndpointId): Promise<void> {
    const place = this.#places.get(endpointId)
    this.#places.delete(endpointId)
    await place?.node.leave(endpointId)
  }

  /** The same sources with the way to each that another node than the endpoint's has. */
  withWays(endpointId: EndpointId, sources: readonly WantedSource[]): WantedSource[] {
    const to = this.#places.get(endpointId)?.node
    const nodes = this.#addresses()
    return sources.map((source) => {
      const from = this.#places.ofProducer(source.producerId)
      if (!to?.address || !from?.address || from === to) return source
      return { ...source, via: wayTo(to.address, from.address, nodes) }
    })
  }

  /** Names the nodes that ways lead over, home first. */
  get ways(): string {
    return this.#addresses()
      .map(({ nodeId }) => nodeId)
      .join(' ')
  }

  /**
   * Tells every node of the meeting at once whose microphones may be heard: requests arrive in the order in which they
   * are made.
   * @throws ControlError when one of them was not told
   */
  async setVoices(endpointIds: EndpointId[]): Promise<void> {
    const { meetingId } = this
    const nodes = [...this.#places.nodes].filter(({ isUp }) => isUp)
    await Promise.all(nodes.map((node) => node.request('meeting:setVoices', { meetingId, endpointIds })))
  }

  /** Ends the meeting's media on every node. Does not fail. */
  async endMeeting(): Promise<void> {
    const { meetingId } = this
    this.#places.clear()
    await Promise.all(this.#up.map((node) => node.tell('meeting:close', { meetingId })))
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
    for (const node of this.#nodes.values()) node.close()
    this.#levels.close()
  }

  onNodeUp(client: SfuClient, snapshot: MeetingSnapshot | null): void {
    this.#node(client).look(snapshot)
  }

  onNodeDown(client: SfuClient): void {
    this.#nodes.get(client)?.onDown()
  }

  onNodeRefused(client: SfuClient): void {
    this.#nodes.get(client)?.onRefused()
  }

  onReport(): void {
    this.#options.onReport()
  }

  /** The reports of the nodes that can be spoken to. */
  get reports(): NodeReport[] {
    return this.#up.flatMap(({ client }) => client.description ?? [])
  }

  onNotice(client: SfuClient, notice: MeetingNotice): void {
    const node = this.#nodes.get(client)
    if (!node?.isUp) return
    switch (notice.name) {
      case 'audioLevels':
        this.#levels.heard(node, notice.levels)
        return
      case 'endpointsLost': {
        const endpointIds = notice.endpointIds.filter((endpointId) => this.#places.get(endpointId)?.node === node)
        for (const endpointId of endpointIds) this.#places.delete(endpointId)
        this.#options.onNotice({ ...notice, endpointIds })
        return
      }
      case 'sourceLost':
        this.#options.onSourceLost(notice.producerId, this.#places.at(node))
        return
      case 'producerClosed':
        this.#places.deleteProducer(notice.producerId)
        this.#options.onNotice(notice)
        return
      case 'transportState':
      case 'networkCamera':
      case 'quality':
      case 'meetingTaken':
        this.#options.onNotice(notice)
        return
      default:
        notice satisfies never
    }
  }

  #addresses(): NodeAddress[] {
    return [...this.#carrying].filter(({ isUp }) => isUp).flatMap(({ address }) => address ?? [])
  }

  get #up(): MeetingNode[] {
    return [...this.#nodes.values()].filter(({ isUp }) => isUp)
  }

  #node(client: SfuClient): MeetingNode {
    const { meetingId, mediaNodes, logger, graceMs } = this.#options
    const known = this.#nodes.get(client)
    if (known) return known
    const node = new MeetingNode({
      meetingId,
      client,
      mediaNodes,
      logger,
      ...(graceMs === undefined ? {} : { graceMs }),
      onLooked: (looked, snapshot) => this.#onLooked(looked, snapshot),
      onWay: (changed) => this.#onWay(changed),
    })
    this.#nodes.set(client, node)
    return node
  }

  async #open(): Promise<void> {
    await this.#options.mediaNodes.firstContact
    const { promise, resolve } = Promise.withResolvers<void>()
    const limit = setTimeout(resolve, LOOK_LIMIT_MS).unref()
    await Promise.race([this.#allLooked(), promise])
    clearTimeout(limit)
    this.#settle()
  }

  async #allLooked(): Promise<void> {
    await Promise.all([...this.#nodes.values()].map(({ looked }) => looked))
  }

  #order(endpointId: EndpointId, { apartFrom, avoid, to, region }: JoinWish): MeetingNode[] {
    const { mediaNodes } = this.#options
    const present = this.#places.get(endpointId)?.node
    const neighbour = apartFrom && this.#places.get(apartFrom)?.node
    const carrying = [...this.#carrying]
    const choices = this.#up.flatMap((node) => {
      const report = node.client.description
      if (!report) return []
      return [
        {
          node,
          report,
          underWay: mediaNodes.joinsUnderWay(node.client),
          carries: this.#carrying.has(node) ? carrying.indexOf(node) : null,
          has: node === present,
          avoid: node === neighbour || node.nodeId === avoid,
        },
      ]
    })
    const ordered = placement(choices, region || mediaNodes.region).map(({ node }) => node)
    const isWanted = ({ nodeId }: MeetingNode) => to !== undefined && nodeId === to
    return [...ordered.filter(isWanted), ...ordered.filter((node) => !isWanted(node))]
  }

  async #joinAt(node: MeetingNode, data: ControlData<'endpoint:join'>): Promise<ControlResponse<'endpoint:join'>> {
    const { endpointId } = data
    const former = this.#places.get(endpointId)
    const place = { node, isThere: false }
    this.#places.set(endpointId, place)
    this.#carrying.add(node)
    if (former && former.node !== node) void former.node.leave(endpointId)
    const answered = this.#options.mediaNodes.countJoin(node.client)
    try {
      const response = await this.#askForJoin(node, data)
      place.isThere = true
      // It was left, or asked for elsewhere, meanwhile; asked for here again, that join has replaced this one.
      if (this.#places.get(endpointId)?.node !== node) void node.leave(endpointId)
      return response
    } catch (error) {
      if (this.#places.get(endpointId) === place) {
        this.#places.delete(endpointId)
        // Without an answer the node may have it, or have it in a moment.
        if (error instanceof ControlError && error.code === 'unavailable') void node.leave(endpointId)
      }
      throw error
    } finally {
      answered()
    }
  }

  async #askForJoin(node: MeetingNode, data: ControlData<'endpoint:join'>): Promise<ControlResponse<'endpoint:join'>> {
    try {
      return await node.request('endpoint:join', data)
    } catch (error) {
      if (!(error instanceof ControlError) || error.code !== 'notYours' || !node.isUp) throw error
      // The process before this one had asked for this endpoint, which came to be after this process looked.
      node.look()
      await node.looked
      return node.request('endpoint:join', data)
    }
  }

  #onLooked(node: MeetingNode, snapshot: MeetingSnapshot | null): void {
    const had = this.#places.at(node)
    const endpoints = snapshot?.endpoints ?? []
    const there: EndpointSnapshot[] = []
    for (const endpoint of endpoints) {
      const { endpointId, producers } = endpoint
      const place = this.#places.get(endpointId)
      if (place && place.node !== node) {
        // It went elsewhere while this node was away.
        void node.leave(endpointId)
        continue
      }
      if (!place) this.#places.set(endpointId, { node, isThere: true })
      for (const { producerId } of producers) this.#places.addProducer(producerId, endpointId)
      there.push(endpoint)
    }
    if (there.length > 0) this.#carrying.add(node)
    const kept = new Set(there.map(({ endpointId }) => endpointId))
    const lost = had.filter((endpointId) => !kept.has(endpointId))
    for (const endpointId of lost) this.#places.delete(endpointId)
    this.#options.onSnapshot(there, lost)
    for (const endpointId of node.takeUnwanted())
      if (this.#places.get(endpointId)?.node !== node) void node.leave(endpointId)
    this.#settle()
  }

  #onWay(node: MeetingNode): void {
    this.#levels.drop(node)
    if (node.isGone) {
      this.#carrying.delete(node)
      if (!this.#options.mediaNodes.clients.includes(node.client)) this.#nodes.delete(node.client)
      const lost = this.#places.at(node)
      for (const endpointId of lost) this.#places.delete(endpointId)
      if (lost.length > 0) this.#options.onLost(lost)
    }
    this.#settle()
  }

  /**
   * Gives up nodes that are overdue once another one is up. When all were heard, an endpoint without a place is known
   * to be nowhere.
   */
  #settle(): void {
    if (this.#isClosed || !this.isUp) return
    for (const node of this.#nodes.values()) node.giveUp()
    if (this.#wasAllHeard || [...this.#nodes.values()].some(({ mayHaveUnseen }) => mayHaveUnseen)) return
    this.#wasAllHeard = true
    this.#options.onAllHeard()
  }
}

/** Another node may do what this one did not. */
function isOfThisNode(error: unknown): boolean {
  return isFull(error) || (error instanceof ControlError && error.code === 'unavailable')
}

function isFull(error: unknown): boolean {
  return error instanceof ControlError && error.code === 'full'
}
