import { OwnerId } from '@diem-cau/sfu-contract'
import { type Account, type DeviceId, type MeetingId, SocketAuth } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import { ClientSocket } from '../../signaling/src/edge/socket/ClientSocket.ts'
import { createHandlers, type Handlers } from '../../signaling/src/edge/socket/handlers.ts'
import { nothingMeasured } from '../../signaling/src/operations/desk/OperationsDesk.ts'
import { SfuClient } from '../../signaling/src/live/media/nodes/SfuClient.ts'
import { MediaNodes } from '../../signaling/src/live/media/nodes/MediaNodes.ts'
import { ConductStore } from '../../signaling/src/live/meeting/ConductStore.ts'
import type { MeetingHost } from '../../signaling/src/live/meeting/MeetingHost.ts'
import { LocalDirectory } from '../../signaling/src/live/directory/LocalDirectory.ts'
import { MeetingRegistry } from '../../signaling/src/live/meeting/MeetingRegistry.ts'
import { ClientLine } from './ClientLine.ts'
import { type Office, people } from './Office.ts'
import type { Listener, Path } from './Path.ts'
import type { ServerLine } from './ServerLine.ts'
import { type Disk, SlowLog } from './SlowLog.ts'
import { newScope, type Scope, type VirtualClock } from './VirtualClock.ts'

/** Places, and the chair's, are kept for so long, in milliseconds: shorter than in production, so that a story is short too. */
export const PLACE_MS = 10_000
const CHAIR_MS = 5_000

export interface Connected {
  readonly line: ServerLine
  readonly client: ClientSocket
  readonly deviceId: DeviceId
}

export interface SignalingOptions {
  readonly clock: VirtualClock
  readonly office: Office
  readonly disk: Disk
  readonly logger: Logger
  /** The line to the media node. */
  readonly nodePath: Path
  readonly onConnected: (connected: Connected) => void
  /** Endpoints up to which everybody has a leg in reserve (SPEC 5.15). */
  readonly reserveEndpoints: number | undefined
}

let processes = 0

/** A process of signaling, as `startSignaling` puts it together, without HTTP and without sign-ins. */
export class SignalingProcess implements Listener {
  readonly scope: Scope
  readonly meetings: MeetingRegistry
  readonly sockets = new Map<ServerLine, Connected>()
  readonly #options: SignalingOptions
  readonly #serverId: string
  readonly #mediaNodes: MediaNodes
  readonly #handlers: Handlers
  #control: ClientLine | null = null

  private constructor(options: SignalingOptions, scope: Scope) {
    this.#options = options
    const { clock, office, disk, logger, nodePath, reserveEndpoints } = options
    this.scope = scope
    this.#serverId = scope.name
    const sfu = new SfuClient({
      url: 'http://node',
      secret: 'a secret of thirty-two characters',
      owner: OwnerId.parse(this.#serverId),
      logger,
      open: (_url, { auth, reconnectionDelay = 200, reconnectionDelayMax = 2000 }) => {
        const line = new ClientLine({
          path: nodePath,
          scope: this.scope,
          auth: auth ?? {},
          reconnectionDelay,
          reconnectionDelayMax,
        })
        this.#control = line
        return line
      },
    })
    this.#mediaNodes = new MediaNodes([sfu], logger)
    const { schedules } = office
    this.meetings = new MeetingRegistry({
      log: new SlowLog(office, disk, clock, this.scope),
      // Each process has a directory of its own, so that nobody holds the leases of one that was killed.
      leases: new LocalDirectory().leases(this.#serverId),
      store: new ConductStore(office.store.db),
      find: (meetingId) => schedules.find(meetingId),
      mayStay: async (meetingId, ids) => {
        const invited = await Promise.all(
          Object.values(people).map(async ({ account }) =>
            (await schedules.invitation(meetingId, account)) ? account.accountId : null,
          ),
        )
        return new Set(ids.filter((id) => invited.includes(id)))
      },
      mediaNodes: this.#mediaNodes,
      logger,
      clock: () => clock.now,
      lineGraceMs: PLACE_MS,
      chairGraceMs: CHAIR_MS,
      reserveEndpoints,
    })
    this.#handlers = createHandlers({
      meetings: this.meetings,
      schedules,
      mediaNodes: this.#mediaNodes,
      operations: nothingMeasured,
      cameraOf: async () => null,
      clock: () => clock.now,
    })
  }

  /** Resolves when it listens. */
  static start(options: SignalingOptions): Promise<SignalingProcess> {
    const scope = newScope(`signaling-${++processes}`)
    return options.clock.run(scope, async () => {
      const process = new SignalingProcess(options, scope)
      process.#mediaNodes.connect()
      await process.meetings.start()
      return process
    })
  }

  get reachesNode(): boolean {
    return this.#mediaNodes.reachable > 0
  }

  host(meetingId: MeetingId): MeetingHost | null {
    return this.meetings.peek(meetingId)
  }

  accept(auth: unknown, line: ServerLine): Promise<void> {
    const { token, deviceId } = SocketAuth.parse(auth)
    const account: Account | undefined = Object.values(people).find(({ name }) => name === token)?.account
    if (!account) return Promise.reject(new Error('nobody has this token'))
    const { clock, logger } = this.#options
    line.accepted()
    const client = new ClientSocket({
      socket: line,
      account,
      deviceId,
      handlers: this.#handlers,
      logger,
      clock: () => clock.now,
    })
    const connected = { line, client, deviceId }
    this.sockets.set(line, connected)
    line.on('disconnect', () => this.sockets.delete(line))
    this.#options.onConnected(connected)
    client.notify({ name: 'welcome', serverTime: clock.now, serverId: this.#serverId })
    return Promise.resolve()
  }

  /** Ends as on SIGTERM: lines are closed, the log is complete. */
  async stop(): Promise<void> {
    for (const { client } of this.sockets.values()) client.disconnect()
    await this.meetings.close()
    this.#mediaNodes.close()
    this.scope.dead = true
  }

  /** Ends as on SIGKILL: nothing in it happens any more, and those who had a line to it hear that it is closed. */
  kill(): void {
    this.scope.dead = true
    for (const line of this.sockets.keys()) line.died()
    this.#control?.kill()
  }
}
