import { EventEmitter } from 'node:events'
import type { MeetingId } from '@diem-cau/signaling-contract'
import type { MeetingSnapshot } from '@diem-cau/sfu-contract'
import type { Logger } from 'pino'
import { placement } from './placement.ts'
import type { NodeDescription, SfuClient } from './SfuClient.ts'

/** A join does not wait longer than this for the first word of a media node. */
const FIRST_CONTACT_MS = 3000

type Events = { up: [SfuClient]; down: [SfuClient] }

/** The media nodes there are. One for now; the meetings of a node are asked for once when it comes. */
export class SfuRegistry extends EventEmitter<Events> {
  readonly #clients: readonly SfuClient[]
  readonly #logger: Logger
  /** Resolves when every node was reached or found missing once. */
  readonly firstContact: Promise<void>

  constructor(clients: readonly SfuClient[], logger: Logger) {
    super()
    this.setMaxListeners(0)
    this.#clients = clients
    this.#logger = logger
    const contacts = clients.map(
      (client) =>
        new Promise<void>((resolve) => {
          client.once('up', () => resolve())
          client.once('unreachable', () => resolve())
          setTimeout(resolve, FIRST_CONTACT_MS).unref()
        }),
    )
    this.firstContact = Promise.all(contacts).then(() => undefined)
    for (const client of clients) {
      client.on('up', () => this.emit('up', client))
      client.on('down', () => this.emit('down', client))
    }
  }

  connect(): void {
    for (const client of this.#clients) client.connect()
  }

  /** For a new meeting; null while no node can be reached. */
  pick(): SfuClient | null {
    const chosen = placement(this.#described())
    return this.#clients.find((client) => client.description?.nodeId === chosen?.nodeId && chosen !== null) ?? null
  }

  /** Any node's capabilities: all nodes are set up alike. */
  get description(): NodeDescription | null {
    return this.#described()[0] ?? null
  }

  get reachable(): number {
    return this.#described().length
  }

  /** What a node has of this meeting, and it is ours from now on; null when it has nothing. */
  async takeOver(client: SfuClient, meetingId: MeetingId): Promise<MeetingSnapshot | null> {
    const { meetings } = await client.request('meeting:list', {})
    const there = meetings.find((meeting) => meeting.meetingId === meetingId)
    if (!there) return null
    if (there.owner === client.owner) return there
    this.#logger.info({ meetingId, from: there.owner }, 'taking a running meeting over at the media node')
    return client.request('meeting:takeOver', { meetingId })
  }

  close(): void {
    for (const client of this.#clients) client.close()
    this.removeAllListeners()
  }

  #described(): NodeDescription[] {
    return this.#clients.flatMap((client) => client.description ?? [])
  }
}
