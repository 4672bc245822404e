import { isDeepStrictEqual } from 'node:util'
import type { EndpointId, MeetingId, MeetingState } from '@diem-cau/signaling-contract'
import { pino } from 'pino'
import { Tab } from './Tab.ts'
import type { FakeTransport, MediaWorld } from './FakeDevice.ts'
import { FakeNode, type NodeEvents } from './FakeNode.ts'
import { installBrowser, reported } from './fakeBrowser.ts'
import { type Name, type Office, people } from './Office.ts'
import { Path } from './Path.ts'
import { SignalingProcess, type SignalingOptions } from './SignalingProcess.ts'
import type { Disk } from './SlowLog.ts'
import { newScope, VirtualClock } from './VirtualClock.ts'
import { Watch } from './Watch.ts'
import { whatIsWrong } from './properties.ts'

/** The tabs that there are; one account has two devices. */
export const tabNames = ['chair', 'secretary', 'ward1', 'ward1b', 'ward2'] as const
export type TabName = (typeof tabNames)[number]

/** An answered request, as the client saw it. */
export interface Acknowledged {
  readonly requestId: string
  readonly name: string
  readonly tab: TabName
}

export interface PairOptions {
  readonly waitingRoom?: boolean
  /** Seed of the jitter and delays that nobody chose. */
  readonly seed?: number
  /** Endpoints up to which everybody has a leg in reserve (SPEC 5.15): as signaling has it unless told. */
  readonly reserveEndpoints?: number
}

/** Outlives the processes on it. */
const MACHINE = newScope('machine')

/** Time after which every place was given up, every line tried again, every retry is over. Milliseconds. */
const QUIET_MS = 30_000

/** Real clients and a real server in one process, on lines, a disk, a media node and a clock that a test holds in its hand. */
export class Pair implements MediaWorld, NodeEvents {
  readonly clock: VirtualClock
  readonly office: Office
  readonly meetingId: MeetingId
  readonly disk: Disk = { beforeMs: 0, afterMs: 0, fails: false }
  readonly nodePath: Path
  readonly watch: Watch
  readonly acknowledged: Acknowledged[] = []
  readonly tabs: Readonly<Record<TabName, Tab>>
  readonly #transports = new Map<string, FakeTransport>()
  readonly #onRejection: (error: unknown) => void
  #node: FakeNode | null
  #signaling: SignalingProcess | null = null
  /** Stops, or is stopped; the next one does not listen yet. */
  #former: SignalingProcess | null = null

  readonly #reserveEndpoints: number | undefined

  private constructor(office: Office, clock: VirtualClock, meetingId: MeetingId, reserveEndpoints?: number) {
    this.#reserveEndpoints = reserveEndpoints
    this.office = office
    this.clock = clock
    this.meetingId = meetingId
    this.watch = new Watch(
      () => this.state,
      () => clock.now,
    )
    this.#node = new FakeNode(clock, this)
    this.nodePath = new Path(clock, () => this.#node)
    this.nodePath.latencyMs = 1
    this.#onRejection = (error) => this.watch.say(`unhandled rejection: ${String(error)}`)
    process.on('unhandledRejection', this.#onRejection)
    const tab = (name: TabName) => {
      const person = people[name === 'ward1b' ? 'ward1' : (name satisfies Name)]
      const path = new Path(clock, () => this.#signaling)
      return new Tab({
        name,
        person,
        meetingId,
        clock,
        path,
        world: this,
        onOpened: (_tab, line) => {
          line.onAnswered = (message, answer) => this.#acknowledged(name, message, answer)
        },
      })
    }
    this.tabs = {
      chair: tab('chair'),
      secretary: tab('secretary'),
      ward1: tab('ward1'),
      ward1b: tab('ward1b'),
      ward2: tab('ward2'),
    }
  }

  /** Everybody's page is open, at the door of a meeting that nobody is in. */
  static async open(
    office: Office,
    { waitingRoom = false, seed = 1, reserveEndpoints }: PairOptions = {},
  ): Promise<Pair> {
    installBrowser()
    reported.length = 0
    performance.clearMarks()
    const { meetingId, now } = await office.plan({ waitingRoom })
    const clock = new VirtualClock(now, seed)
    clock.install()
    const pair = new Pair(office, clock, meetingId, reserveEndpoints)
    pair.#startSignaling()
    await pair.advance(2_000)
    return pair
  }

  get node(): FakeNode | null {
    return this.#node
  }

  get signaling(): SignalingProcess | null {
    return this.#signaling
  }

  /** The meeting's state as the server has it now. */
  get state(): MeetingState | null {
    return (this.#signaling ?? this.#former)?.host(this.meetingId)?.state ?? null
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms)
  }

  /** Lets time pass until it is so. @throws Error when it is not within the time, in milliseconds */
  async until(what: string, isSo: () => boolean, withinMs = 30_000): Promise<void> {
    for (let waited = 0; !isSo(); waited += 10) {
      if (waited > withinMs)
        throw new Error(`did not happen within ${withinMs} ms: ${what}\n${this.watch.diary.slice(-40).join('\n')}`)
      await this.advance(10)
    }
  }

  /** @param how `stop` as on SIGTERM, `kill` as on SIGKILL; nothing while another restart is under way */
  restartSignaling(how: 'stop' | 'kill', downMs: number): void {
    const before = this.#signaling
    if (!before) return
    this.#signaling = null
    this.#former = before
    if (how === 'kill') before.kill()
    const stopped = how === 'kill' ? Promise.resolve() : this.clock.run(before.scope, () => before.stop())
    void stopped.then(() => this.clock.after(downMs, () => this.#startSignaling(), MACHINE))
  }

  #startSignaling(): void {
    const options: SignalingOptions = {
      clock: this.clock,
      office: this.office,
      disk: this.disk,
      nodePath: this.nodePath,
      logger: pino({ level: 'error', base: null }, { write: (line: string) => this.#logged(line) }),
      onConnected: (connected) => this.watch.connected(connected),
      reserveEndpoints: this.#reserveEndpoints,
    }
    const start = async () => {
      try {
        this.#signaling = await SignalingProcess.start(options)
      } catch (error) {
        this.watch.say(`signaling does not start: ${String(error)}`)
      }
    }
    void start()
  }

  /** A disk that takes nothing is an error, and a story may have one. */
  #logged(line: string): void {
    if (!line.includes('log not written')) this.watch.say(`logged as an error: ${line.trim()}`)
  }

  /** Its process is gone, with everything; after the time another one is there. */
  loseNode(downMs: number): void {
    const before = this.#node
    if (!before) return
    this.#node = null
    this.nodePath.cut()
    before.die()
    this.clock.after(
      downMs,
      () => {
        this.#node = new FakeNode(this.clock, this)
      },
      MACHINE,
    )
  }

  /** Somebody's endpoint is moved to another worker or node, if it has one; its client may be any of that account. */
  move(name: TabName, onOutcome: (outcome: string) => void = () => undefined): void {
    const signaling = this.#signaling
    const endpointId = this.state?.participants[this.tabs[name].person.participantId]?.endpointId
    if (!signaling || !endpointId) return
    const moved = this.clock.run(signaling.scope, () => signaling.host(this.meetingId)?.media.watch.move(endpointId))
    void moved?.then(onOutcome)
  }

  /** A tab's line to the media node fails, in both directions. */
  breakLine(name: TabName): void {
    for (const transport of this.#transports.values())
      if (transport.belongsTo(this.tabs[name].device)) transport.breaks()
  }

  /** The endpoint that stands ready for a tab at the door, as far as it was told. */
  preparedAt(name: TabName): EndpointId | null {
    const { deviceId } = this.tabs[name]
    const connected = [...(this.#signaling?.sockets.values() ?? [])].find((one) => one.deviceId === deviceId)
    return connected ? this.watch.preparedOn(connected.line.id) : null
  }

  /** Ids of the transports that a tab has now. */
  transportsOf(name: TabName): string[] {
    return [...this.#transports.values()]
      .filter((transport) => transport.belongsTo(this.tabs[name].device))
      .map(({ id }) => id)
  }

  /** The office has saved another plan. */
  async replanned(): Promise<void> {
    const signaling = this.#signaling
    if (signaling)
      await this.clock.until(this.clock.run(signaling.scope, () => signaling.meetings.replanned([this.meetingId])))
  }

  isThere(transportId: string): boolean {
    return (
      this.#node?.endpoints.some(
        ({ transports }) => transports.send === transportId || transports.recv === transportId,
      ) ?? false
    )
  }

  arrives(consumerId: string): boolean {
    return this.#node?.flows.some((flow) => flow.consumerId === consumerId) ?? false
  }

  opened(transport: FakeTransport): void {
    if (this.#transports.has(transport.id)) this.watch.say('transports are made twice of one answer')
    this.#transports.set(transport.id, transport)
  }

  closed(transport: FakeTransport): void {
    this.#transports.delete(transport.id)
  }

  transportGone(transportId: string): void {
    this.#transports.get(transportId)?.gone()
  }

  changed(): void {
    if (this.#node) this.watch.nodeChanged(this.#node)
  }

  /** Every line is whole again, everything is there; then nothing happens any more. */
  async heal(): Promise<void> {
    Object.assign(this.disk, { beforeMs: 0, afterMs: 0, fails: false })
    this.nodePath.heal()
    for (const { path } of Object.values(this.tabs)) path.heal()
    await this.until('everything is there', () => this.#node !== null && this.#signaling !== null)
    await this.advance(QUIET_MS)
  }

  /** All that is wrong, now and before; to be asked when nothing happens any more. */
  async wrong(): Promise<string[]> {
    for (const error of reported) this.watch.say(`a page reports: ${String(error)}`)
    return [...this.watch.wrong, ...(await whatIsWrong(this))]
  }

  close(): void {
    this.#signaling?.kill()
    this.clock.uninstall()
    process.off('unhandledRejection', this.#onRejection)
    this.office.forget(this.meetingId)
  }

  #acknowledged(tab: TabName, message: unknown, answer: unknown): void {
    const { requestId, name } = message as { requestId: string; name: string }
    if (isDeepStrictEqual((answer as { ok: unknown }).ok, true)) this.acknowledged.push({ requestId, name, tab })
  }
}
