import {
  type ControlData,
  ControlError,
  type ControlRequestName,
  type ControlResponse,
  type MeetingSnapshot,
  type NodeAddress,
  type NodeId,
} from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { MediaNodes, SfuClient } from './MediaNodes.ts'
import { mayHaveUnseen, nextWay, type NodeWay, type WayEvent } from './NodeWay.ts'

/** A node that is away may still carry media, or only its control connection broke: so long what it had is kept, milliseconds. */
export const NODE_GRACE_MS = 4_000

/** A node that is connected and could not be looked at is looked at again after this, in milliseconds. */
const LOOK_AGAIN_MS = 1_000

export type MeetingNodeOptions = {
  readonly meetingId: MeetingId
  readonly client: SfuClient
  readonly mediaNodes: Pick<MediaNodes, 'takeOver' | 'firstContact'>
  readonly logger: Logger
  /** {@link NODE_GRACE_MS} unless told. */
  readonly graceMs?: number
  /** It is up, with this of the meeting. Called before any request can be made. */
  readonly onLooked: (node: MeetingNode, snapshot: MeetingSnapshot | null) => void
  /** It is not up, and its way is another one than before. */
  readonly onWay: (node: MeetingNode) => void
}

/** One meeting's way to one media node: looks at what it has whenever it comes up, and speaks to it only then. */
export class MeetingNode {
  readonly client: SfuClient
  readonly #options: MeetingNodeOptions
  #way: NodeWay = { kind: 'unheard' }
  /** The look that counts; one that was overtaken by another tells nobody. */
  #look: object | null = null
  #looked: Promise<void> = Promise.resolve()
  #grace: NodeJS.Timeout | undefined
  #again: NodeJS.Timeout | undefined
  #address: NodeAddress | null = null
  /** Endpoints that it should let go of, and was not told so. */
  readonly #unwanted = new Set<EndpointId>()

  constructor(options: MeetingNodeOptions) {
    this.#options = options
    this.client = options.client
    void options.mediaNodes.firstContact.then(() => this.#waitIfAway())
  }

  get isUp(): boolean {
    return this.#way.kind === 'up'
  }

  get isGone(): boolean {
    return this.#way.kind === 'gone'
  }

  get mayHaveUnseen(): boolean {
    return mayHaveUnseen(this.#way)
  }

  /** The node's id when it was seen last; null before. */
  get nodeId(): NodeId | null {
    return this.#address?.nodeId ?? null
  }

  /** The address at which other nodes reach it; null before it was seen. */
  get address(): NodeAddress | null {
    return this.#address
  }

  /** Resolves when it is not being asked what it has. */
  get looked(): Promise<void> {
    return this.#looked
  }

  /** @param known what it has of the meeting, when it said so just now */
  look(known?: MeetingSnapshot | null): void {
    const { description, url } = this.client
    clearTimeout(this.#again)
    if (description) this.#address = { nodeId: description.nodeId, url }
    this.#on('heard')
    this.#looked = this.#claim((this.#look = {}), known)
  }

  onDown(): void {
    this.#look = null
    this.#on('down')
  }

  onRefused(): void {
    this.#on('refused')
  }

  /** Another node is up: what this one had is lost, if it has been away for too long. */
  giveUp(): void {
    this.#on('givenUp')
  }

  /** @throws ControlError `unavailable` while it is not up */
  async request<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    if (!this.isUp) throw new ControlError('unavailable', 'the media node is away')
    return this.client.request(name, data)
  }

  /** Asks for something to be tidied up: a failure is logged, and nobody else needs to know. */
  async tell<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<void> {
    try {
      await this.request(name, data)
    } catch (error) {
      this.#options.logger.debug({ err: error, request: name }, 'media node did not tidy up')
    }
  }

  /** It lets go of this endpoint: now, or when it is up again. */
  async leave(endpointId: EndpointId): Promise<void> {
    try {
      await this.request('endpoint:leave', { endpointId })
    } catch (error) {
      if (error instanceof ControlError && error.code === 'unavailable') this.#unwanted.add(endpointId)
      this.#options.logger.debug({ err: error, endpointId }, 'media node did not let go of an endpoint')
    }
  }

  /** Endpoints that it was not told to let go of, as it did not answer. Each is told once. */
  takeUnwanted(): EndpointId[] {
    const endpointIds = [...this.#unwanted]
    this.#unwanted.clear()
    return endpointIds
  }

  close(): void {
    this.#look = null
    clearTimeout(this.#grace)
    clearTimeout(this.#again)
    this.#way = { kind: 'gone' }
  }

  #on(event: WayEvent): void {
    const before = this.#way
    this.#way = nextWay(before, event)
    if (this.#way.kind === before.kind) return
    if (this.#way.kind === 'up') {
      clearTimeout(this.#grace)
      this.#grace = undefined
      return
    }
    this.#waitIfAway()
    this.#options.onWay(this)
  }

  /** Looking at it again in vain does not begin the wait anew. */
  #waitIfAway(): void {
    if (this.#way.kind !== 'away' && this.#way.kind !== 'unheard') return
    this.#grace ??= setTimeout(() => this.#on('timeUp'), this.#options.graceMs ?? NODE_GRACE_MS).unref()
  }

  async #claim(look: object, known?: MeetingSnapshot | null): Promise<void> {
    const { mediaNodes, meetingId, logger, onLooked } = this.#options
    const isLost = this.#way.kind === 'looking' && this.#way.from === 'gone'
    try {
      let snapshot = await mediaNodes.takeOver(this.client, meetingId, known)
      // The meeting went on elsewhere meanwhile: nobody needs what it kept.
      if (snapshot && isLost) {
        await this.client.request('meeting:close', { meetingId })
        snapshot = null
      }
      if (this.#look !== look) return
      this.#on('looked')
      onLooked(this, snapshot)
    } catch (error) {
      // Gone again: its next `up` looks anew, or the grace is over. One that is there and did not answer is asked again.
      logger.warn({ err: error }, 'media node could not be looked at')
      if (this.#look !== look) return
      this.#look = null
      this.#on('notLooked')
      this.#again = setTimeout(() => {
        if (this.#look === null && this.client.description) this.look()
      }, LOOK_AGAIN_MS).unref()
    }
  }
}
