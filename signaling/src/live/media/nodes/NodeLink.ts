import {
  type ControlData,
  ControlError,
  type ControlRequestName,
  type ControlResponse,
  type MeetingSnapshot,
  type Notice,
} from '@diem-cau/sfu-contract'
import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { mediaError } from '../../../errors/mediaError.ts'
import type { SfuClient } from './SfuClient.ts'
import type { SfuRegistry } from './SfuRegistry.ts'

export type NodeLinkOptions = {
  readonly meetingId: MeetingId
  readonly registry: SfuRegistry
  readonly logger: Logger
  /** The node is there, with this of the meeting (null: nothing). Called before any request can be made. */
  readonly onLooked: (snapshot: MeetingSnapshot | null) => void
  readonly onNotice: (notice: Notice) => void
}

/** One meeting's way to its media node: finds it, looks at what it has, and speaks to it only then. */
export class NodeLink {
  readonly #options: NodeLinkOptions
  #client: SfuClient | null = null
  #listening: SfuClient | null = null
  #looking: Promise<void>

  constructor(options: NodeLinkOptions) {
    this.#options = options
    const { registry } = options
    registry.on('up', this.#up)
    registry.on('down', this.#down)
    const client = registry.pick()
    this.#looking = client ? this.#look(client) : Promise.resolve()
  }

  /** Whether the node can be spoken to now. */
  get isUp(): boolean {
    return this.#client !== null
  }

  /** Resolves when it is known whether there is a node, and what it has. */
  async ready(): Promise<void> {
    if (!this.#client) await this.#options.registry.firstContact
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
    if (!this.#client) throw new ControlError('unavailable', 'no media node')
    return this.#client.request(name, data)
  }

  /** For what is tidied up: that it failed is of interest to nobody but the log. */
  async tell<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<void> {
    if (!this.#client) return
    try {
      await this.#client.request(name, data)
    } catch (error) {
      this.#options.logger.debug({ err: error, request: name }, 'media node did not tidy up')
    }
  }

  close(): void {
    const { registry } = this.#options
    registry.off('up', this.#up)
    registry.off('down', this.#down)
    this.#listening?.off('notice', this.#noticed)
    this.#client = null
  }

  readonly #up = (client: SfuClient): void => {
    this.#looking = this.#looking.then(() => this.#look(client))
  }

  readonly #down = (client: SfuClient): void => {
    if (this.#client === client) this.#client = null
  }

  readonly #noticed = (notice: Notice): void => {
    if ('meetingId' in notice && notice.meetingId === this.#options.meetingId) this.#options.onNotice(notice)
  }

  async #look(client: SfuClient): Promise<void> {
    const { registry, meetingId, logger } = this.#options
    try {
      const snapshot = await registry.takeOver(client, meetingId)
      this.#listening?.off('notice', this.#noticed)
      this.#listening = client.on('notice', this.#noticed)
      this.#client = client
      this.#options.onLooked(snapshot)
    } catch (error) {
      // Gone again: its next `up` looks anew.
      logger.warn({ err: error }, 'media node could not be looked at')
    }
  }
}
