import type { EventEmitter } from 'node:events'
import type { MeetingId, TurnGrant } from '@diem-cau/signaling-contract'
import { ControlError, type MeetingSnapshot, type NodeId, type NodeNotice } from '@diem-cau/sfu-contract'
import type { Logger } from 'pino'
import { JoinsUnderWay } from './JoinsUnderWay.ts'
import type { NodeDescription, NodeEvents, SfuClient as ControlClient } from './SfuClient.ts'

/** A join does not wait longer than this for the first word of a media node. */
const FIRST_CONTACT_MS = 3000

/** A node that is connected and does not say what it has is asked again after this, in milliseconds. */
const ASK_AGAIN_MS = 1_000

/** One node's control API, wherever it comes from. */
export type SfuClient = EventEmitter<NodeEvents> &
  Pick<ControlClient, 'url' | 'owner' | 'description' | 'connect' | 'request' | 'close'>

export type StatisticsNotice = Extract<NodeNotice, { readonly name: 'statistics' }>

/** News that change a meeting; how its endpoints are is for who watches over them. */
export type MeetingNotice = Exclude<Extract<NodeNotice, { readonly meetingId: unknown }>, StatisticsNotice>

/** A meeting that is conducted here, told of the nodes and of its own notices alone. */
export type NodeListener = {
  readonly meetingId: MeetingId
  /** A node is up, with this of the meeting; null = nothing. */
  onNodeUp(node: SfuClient, snapshot: MeetingSnapshot | null): void
  onNodeDown(node: SfuClient): void
  /** Its process has ended. */
  onNodeRefused(node: SfuClient): void
  onNotice(node: SfuClient, notice: MeetingNotice): void
  /** It has said how loaded it is, and whether it drains. */
  onReport(): void
}

/** TURN servers for an endpoint of a media node, by its id there, in a meeting or on a line that is tried; null: the office has none. */
export type TurnFor = (nodeId: string, use: 'meeting' | 'line') => TurnGrant | null

/** The media nodes there are, and which meeting listens to what they say. */
export class MediaNodes {
  readonly #clients = new Set<SfuClient>()
  readonly #joins = new JoinsUnderWay<SfuClient>()
  /** The client by which each node was known first. */
  readonly #byId = new Map<NodeId, SfuClient>()
  readonly #logger: Logger
  /** The region where the meetings of this process are at home; empty = anywhere. */
  readonly region: string
  readonly #listeners = new Map<MeetingId, Set<NodeListener>>()
  #onStatistics: ((notice: StatisticsNotice) => void) | null = null
  /** Resolves when every node was reached or found missing once. */
  readonly firstContact: Promise<void>
  readonly turnFor: TurnFor

  constructor(clients: readonly SfuClient[], logger: Logger, region = '', turnFor: TurnFor = () => null) {
    this.region = region
    this.turnFor = turnFor
    this.#logger = logger
    for (const client of clients) this.#listenTo(client)
    this.firstContact = Promise.all(clients.map(contactWith)).then(() => undefined)
  }

  connect(): void {
    for (const client of this.#clients) client.connect()
  }

  /** @returns stops it */
  listen(listener: NodeListener): () => void {
    const listeners = this.#listeners.get(listener.meetingId) ?? new Set()
    this.#listeners.set(listener.meetingId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(listener.meetingId)
    }
  }

  /** Calls this with what nodes say of endpoints of meetings that are conducted here. */
  watchEndpoints(onStatistics: (notice: StatisticsNotice) => void): void {
    this.#onStatistics = onStatistics
  }

  /** Another node, which is connected to now. */
  add(client: SfuClient): void {
    this.#listenTo(client)
    client.connect()
  }

  /** A node that is away and does not come back. */
  remove(client: SfuClient): void {
    if (!this.#clients.delete(client)) return
    for (const [nodeId, known] of this.#byId) if (known === client) this.#byId.delete(nodeId)
    for (const listener of this.#everyone()) listener.onNodeRefused(client)
    client.close()
  }

  get clients(): readonly SfuClient[] {
    return [...this.#clients]
  }

  /** A join is asked of a node, which does not count it yet. @returns to be called when it is answered */
  countJoin(client: SfuClient): () => void {
    return this.#joins.count(client)
  }

  /** Joins that a node's last report does not have. */
  joinsUnderWay(client: SfuClient): number {
    return this.#joins.of(client)
  }

  /** Any node's capabilities: all nodes are set up alike. */
  get description(): NodeDescription | null {
    return this.#described()[0] ?? null
  }

  get reachable(): number {
    return this.#described().length
  }

  /**
   * Makes what a node has of this meeting ours from now on, and gives it; null when it has nothing.
   * @param known what it said just now; otherwise it is asked
   */
  async takeOver(
    client: SfuClient,
    meetingId: MeetingId,
    known?: MeetingSnapshot | null,
  ): Promise<MeetingSnapshot | null> {
    const there =
      known === undefined
        ? ((await client.request('meeting:list', { meetingIds: [meetingId] })).meetings[0] ?? null)
        : known
    if (there === null || there.owner === client.owner) return there
    this.#logger.info({ meetingId, from: there.owner }, 'taking a running meeting over at the media node')
    try {
      return await client.request('meeting:takeOver', { meetingId })
    } catch (error) {
      // It ended there after the list was made: its worker died.
      if (error instanceof ControlError && error.code === 'meetingNotFound') return null
      throw error
    }
  }

  close(): void {
    for (const client of this.#clients) client.close()
    this.#listeners.clear()
  }

  #listenTo(client: SfuClient): void {
    this.#clients.add(client)
    client.on('up', ({ nodeId }) => {
      if (this.#isTwin(client, nodeId)) this.remove(client)
      else void this.#onUp(client)
    })
    client.on('down', () => {
      for (const listener of this.#everyone()) listener.onNodeDown(client)
    })
    client.on('refused', () => {
      for (const listener of this.#everyone()) listener.onNodeRefused(client)
    })
    client.on('notice', (notice) => this.#onNotice(client, notice))
  }

  /** A node that is known by two addresses would end one connection for the other again and again. */
  #isTwin(client: SfuClient, nodeId: NodeId): boolean {
    const known = this.#byId.get(nodeId)
    if (known === undefined || known === client || !this.#clients.has(known)) {
      this.#byId.set(nodeId, client)
      return false
    }
    const urls = [known.url, client.url]
    this.#logger.error({ nodeId, urls }, 'a media node is known by two addresses: the second one is left out')
    return true
  }

  /** The node is asked once for all meetings, not by each of them. */
  async #onUp(client: SfuClient): Promise<void> {
    try {
      const { meetings } = await client.request('meeting:list', {})
      const there = new Map(meetings.map((meeting) => [meeting.meetingId, meeting]))
      for (const listener of this.#everyone()) listener.onNodeUp(client, there.get(listener.meetingId) ?? null)
      // These meetings ended while the node was away.
      const left = meetings.filter(({ meetingId, owner }) => owner === client.owner && !this.#listeners.has(meetingId))
      await Promise.all(left.map(({ meetingId }) => client.request('meeting:close', { meetingId })))
    } catch (error) {
      // The node is gone again, and comes back as a new `up`. One that is there and did not answer is asked again.
      this.#logger.warn({ err: error }, 'media node does not say what it has')
      setTimeout(() => {
        if (client.description) void this.#onUp(client)
      }, ASK_AGAIN_MS).unref()
    }
  }

  #onNotice(client: SfuClient, notice: NodeNotice): void {
    if (notice.name === 'nodeReport') {
      this.#joins.reported(client)
      for (const listener of this.#everyone()) listener.onReport()
    }
    if (notice.name === 'statistics') return this.#onStatistics?.(notice)
    if (!('meetingId' in notice)) return
    for (const listener of this.#listeners.get(notice.meetingId) ?? []) listener.onNotice(client, notice)
  }

  #everyone(): NodeListener[] {
    return [...this.#listeners.values()].flatMap((listeners) => [...listeners])
  }

  #described(): NodeDescription[] {
    return [...this.#clients].flatMap((client) => client.description ?? [])
  }
}

/** Resolves when the node was reached or found missing once, or did not answer for {@link FIRST_CONTACT_MS}. */
function contactWith(client: SfuClient): Promise<void> {
  if (client.description) return Promise.resolve()
  return new Promise((resolve) => {
    client.once('up', () => resolve())
    client.once('unreachable', () => resolve())
    setTimeout(resolve, FIRST_CONTACT_MS).unref()
  })
}
