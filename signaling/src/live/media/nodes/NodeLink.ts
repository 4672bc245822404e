import {
  type ControlData,
  ControlError,
  type ControlRequestName,
  type ControlResponse,
  type MeetingSnapshot,
  type NodeNotice,
} from '@diem-cau/sfu-contract'
import type { EndpointId, MeetingId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { mediaError } from '../../../errors/mediaError.ts'
import type { MeetingNotice, NodeListener, SfuClient, SfuRegistry } from './SfuRegistry.ts'

/** A node that is away may only be starting anew, with all its lines: its meetings wait so long before they go to another. */
export const NODE_GRACE_MS = 4_000

/** A node that is connected and could not be looked at is looked at again after this, in milliseconds. */
const LOOK_AGAIN_MS = 1_000

export type NodeLinkOptions = {
  readonly meetingId: MeetingId
  readonly registry: Pick<SfuRegistry, 'firstContact' | 'pick' | 'takeOver' | 'listen'>
  readonly logger: Logger
  /** The node is there, with this of the meeting (null: nothing). Called before any request can be made. */
  readonly onSnapshot: (snapshot: MeetingSnapshot | null) => void
  readonly onNotice: (notice: NodeNotice) => void
  /** {@link NODE_GRACE_MS} unless told. */
  readonly graceMs?: number
}

/** How a meeting stands to the media nodes. Requests go out in `up` alone. */
type State =
  /** There has been no node for it yet. */
  | { readonly kind: 'none' }
  /** What the node has of the meeting is being asked. */
  | { readonly kind: 'looking'; readonly node: SfuClient }
  | { readonly kind: 'up'; readonly node: SfuClient }
  /** Its node went down; `isSilent`: it is there, and does not say what it has. */
  | { readonly kind: 'away'; readonly node: SfuClient; readonly isSilent: boolean }

/** One meeting's way to its media node: finds one, looks at what it has, speaks to it only then, and goes to another when it stays away. */
export class NodeLink implements NodeListener {
  readonly meetingId: MeetingId
  readonly #options: NodeLinkOptions
  readonly #stopListening: () => void
  #state: State = { kind: 'none' }
  #looking: Promise<void> = Promise.resolve()
  #grace: NodeJS.Timeout | undefined
  #again: NodeJS.Timeout | undefined
  /** The meeting has been without a node for so long that any will do. */
  #isOverdue = false
  #isClosed = false
  /** Endpoints that were asked for without an answer: the node may have them, or have them in a moment. */
  readonly #unanswered = new Set<EndpointId>()

  constructor(options: NodeLinkOptions) {
    this.#options = options
    this.meetingId = options.meetingId
    const { registry } = options
    this.#stopListening = registry.listen(this)
    const node = registry.pick()
    if (node) this.#look(node)
    else this.#placeOnceAllWereHeard()
  }

  /** Whether the node can be spoken to now. */
  get isUp(): boolean {
    return this.#state.kind === 'up'
  }

  /** Resolves when it is known whether there is a node, and what it has. */
  async ready(): Promise<void> {
    if (this.#state.kind === 'none') await this.#options.registry.firstContact
    await this.#looking
  }

  /** @throws MeetingError `mediaUnavailable` without a node; the node's refusals as errors for the client */
  async ask<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    try {
      return await this.askRaw(name, data)
    } catch (error) {
      throw mediaError(error)
    }
  }

  /** @throws ControlError */
  async askRaw<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    const state = this.#state
    if (state.kind !== 'up') throw new ControlError('unavailable', 'no media node')
    try {
      return await state.node.request(name, data)
    } catch (error) {
      if (name !== 'endpoint:join' || !('endpointId' in data) || !(error instanceof ControlError)) throw error
      if (error.code === 'unavailable') this.#unanswered.add(data.endpointId)
      if (error.code !== 'notYours' || this.#state !== state) throw error
      // What the process before this one had asked for came to be after this one looked.
      this.#look(state.node)
      await this.#looking
      return state.node.request(name, data)
    }
  }

  /** Each is told once. */
  takeUnanswered(): EndpointId[] {
    const endpointIds = [...this.#unanswered]
    this.#unanswered.clear()
    return endpointIds
  }

  /** For what is tidied up: that it failed is of interest to nobody but the log. */
  async tell<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<void> {
    if (this.#state.kind === 'up') await this.#tell(this.#state.node, name, data)
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
    clearTimeout(this.#grace)
    clearTimeout(this.#again)
    this.#state = { kind: 'none' }
  }

  onNodeUp(node: SfuClient, snapshot: MeetingSnapshot | null): void {
    const state = this.#state
    const isOwn = state.kind !== 'none' && state.node === node
    if (isOwn || (state.kind === 'none' && snapshot) || (state.kind === 'away' && this.#isOverdue))
      this.#look(node, snapshot)
    else if (state.kind === 'none') this.#placeOnceAllWereHeard()
    // The meeting went elsewhere while this node was away: nobody speaks to what it kept.
    else if (snapshot?.owner === node.owner) void this.#tell(node, 'meeting:close', { meetingId: this.meetingId })
  }

  onNodeDown(node: SfuClient): void {
    if (this.#state.kind !== 'none' && this.#state.node === node) this.#waitFor(node, false)
  }

  onNotice(node: SfuClient, notice: MeetingNotice): void {
    if (this.#state.kind === 'up' && this.#state.node === node) this.#options.onNotice(notice)
  }

  #waitFor(node: SfuClient, isSilent: boolean): void {
    this.#state = { kind: 'away', node, isSilent }
    // Looking at it again in vain does not begin the wait anew.
    this.#grace ??= setTimeout(() => this.#goElsewhere(), this.#options.graceMs ?? NODE_GRACE_MS).unref()
  }

  #goElsewhere(): void {
    this.#isOverdue = true
    // A node that is just being asked may answer.
    if (this.#state.kind === 'away') this.#place()
  }

  /** Before that, another node may have the meeting already. */
  #placeOnceAllWereHeard(): void {
    void this.#options.registry.firstContact.then(() => this.#place())
  }

  #place(): void {
    const state = this.#state
    if (this.#isClosed || (state.kind !== 'none' && !this.#isOverdue)) return
    const node = this.#options.registry.pick(state.kind === 'away' && state.isSilent ? state.node : null)
    if (node) this.#look(node)
  }

  /** @param known what the node has of the meeting, when it said so just now */
  #look(node: SfuClient, known?: MeetingSnapshot | null): void {
    clearTimeout(this.#again)
    const looking: State = { kind: 'looking', node }
    this.#state = looking
    this.#looking = this.#claim(looking, known)
  }

  async #claim(looking: Extract<State, { kind: 'looking' }>, known?: MeetingSnapshot | null): Promise<void> {
    const { registry, logger, onSnapshot } = this.#options
    const { node } = looking
    try {
      const snapshot = await registry.takeOver(node, this.meetingId, known)
      if (this.#state !== looking) return
      this.#state = { kind: 'up', node }
      clearTimeout(this.#grace)
      this.#grace = undefined
      this.#isOverdue = false
      onSnapshot(snapshot)
    } catch (error) {
      // Gone again: its next `up` looks anew, or the grace is over. One that is there and did not answer is asked again.
      logger.warn({ err: error }, 'media node could not be looked at')
      if (this.#state !== looking) return
      this.#waitFor(node, true)
      if (this.#isOverdue) this.#place()
      const away = this.#state
      this.#again = setTimeout(() => {
        if (this.#state === away && node.description) this.#look(node)
      }, LOOK_AGAIN_MS).unref()
    }
  }

  async #tell<N extends ControlRequestName>(node: SfuClient, name: N, data: ControlData<N>): Promise<void> {
    try {
      await node.request(name, data)
    } catch (error) {
      this.#options.logger.debug({ err: error, request: name }, 'media node did not tidy up')
    }
  }
}
