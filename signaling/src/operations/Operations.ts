import { type LoggedEvent, MeetingError, type MeetingId, type MeetingState } from '@diem-cau/signaling-contract'
import type {
  DeviceEvent,
  EndpointReport,
  OperationEventKind,
  OperationsSnapshot,
  OperationsView,
} from '@diem-cau/signaling-contract/operations'
import type { Logger } from 'pino'
import type { Diagnoses } from './actions/Diagnoses.ts'
import type { AlertWatch } from './alerts/AlertWatch.ts'
import type { NewEvent } from './events/EventStore.ts'
import { meetingEvents } from './events/meetingEvents.ts'
import type { Feed } from './feed/Feed.ts'
import { endpointKey } from './journal/endpointKey.ts'
import { MeetingsWatch, type WatchedHost } from './intake/MeetingsWatch.ts'
import { isFresh, withNodeSide } from './intake/nodeFigures.ts'
import { secondsOf } from './intake/secondsOf.ts'
import type { StatisticsNotice } from '../live/media/nodes/MediaNodes.ts'
import type { MeetingHost } from '../live/meeting/MeetingHost.ts'
import type { Recorder } from './live/Recorder.ts'
import type { Book } from './live/Book.ts'
import type { LiveResource, Transition } from './live/LiveResource.ts'
import type { OthersBook } from './live/OthersBook.ts'
import type { Scene } from './live/Scene.ts'
import type { OperationsDesk, RoomPlace, Watcher } from './desk/OperationsDesk.ts'
import type { Keeper } from './servers/Keeper.ts'
import type { NodesSampler } from './servers/NodesSampler.ts'
import type { ProcessSampler } from './servers/ProcessSampler.ts'
import type { ServicesSampler } from './servers/ServicesSampler.ts'
import type { Roller } from './tiers/Roller.ts'

/** What is kept for longer is made this often, in seconds. */
const ROLL_EVERY = 10

/** A host that also says whose client a node speaks of. */
type CarriedHost = WatchedHost & {
  readonly media: { readonly watch: Pick<MeetingHost['media']['watch'], 'carriedOver'> }
}
/** Alerts are looked after this often, in seconds: limits of rules are longer. */
const ALERTS_EVERY = 5

export type OperationsOptions = {
  readonly book: Book
  /** Null: there is no other process. */
  readonly others: OthersBook | null
  readonly feed: Feed
  readonly recorder: Recorder
  readonly roller: Roller
  readonly alerts: Pick<AlertWatch, 'look'>
  readonly keeper: Keeper
  readonly process: ProcessSampler
  readonly nodes: NodesSampler
  readonly services: ServicesSampler
  readonly diagnoses: Diagnoses
  /** The other process that conducts a meeting; null: this one does, or none. */
  readonly conductedBy: (meetingId: MeetingId) => string | null
  readonly hosts: () => readonly CarriedHost[]
  readonly clock: () => number
  readonly logger: Logger
}

/** Reads everything once a second, finds what is wrong, tells who watches, and writes it down. */
export class Operations implements OperationsDesk {
  readonly #options: OperationsOptions
  readonly #meetings: MeetingsWatch
  #timer: NodeJS.Timeout | undefined
  #last = 0
  #isClosed = false
  #isResting = false
  #wasKeeper = false
  #rolling: Promise<void> | null = null
  #telling: Promise<void> | null = null
  #alerting: Promise<void> | null = null

  constructor(options: OperationsOptions) {
    this.#options = options
    this.#meetings = new MeetingsWatch(options.book)
  }

  /** False: nothing is measured, found or kept until it is told true; who watches is told nothing new. */
  measure(isOn: boolean): void {
    this.#isResting = !isOn
  }

  begin(): void {
    this.#schedule()
  }

  onReport(room: RoomPlace, { samples, facts }: EndpointReport): void {
    if (this.#isResting) return
    const resource = this.#find(room)
    if (!resource) return
    const now = this.#options.clock()
    const first = secondsOf(resource.lastSecond, samples.length, Math.floor(now / 1000))
    for (const [index, values] of samples.entries())
      resource.take({ at: first + index, values: withNodeSide(values, resource.nodeSide, now) }, now)
    if (facts && JSON.stringify(facts) !== JSON.stringify(resource.facts.facts)) resource.describe({ facts })
  }

  /** Media nodes tell the process that conducts a meeting how its endpoints are. */
  onStatistics({ meetingId, endpoints }: StatisticsNotice): void {
    if (this.#isResting) return
    const { book, hosts, clock } = this.#options
    const host = hosts().find(({ state }) => state.meetingId === meetingId)
    if (!host) return
    for (const { endpointId, ...statistics } of endpoints) {
      const participantId = host.media.watch.carriedOver(endpointId)
      const resource = participantId && book.find(endpointKey(meetingId, participantId))
      if (resource) resource.nodeSide = { ...statistics, at: clock() }
    }
  }

  onDevice(room: RoomPlace, { what, device }: DeviceEvent): void {
    this.#noteOf(room, 'device', device === null ? what : `${what} ${device}`)
  }

  onComplaint(room: RoomPlace, { about, what }: Parameters<OperationsDesk['onComplaint']>[1]): void {
    this.#noteOf(room, 'complaint', about === null ? what : `${what} ${about}`)
  }

  onDiagnosis(room: RoomPlace, answer: Parameters<OperationsDesk['onDiagnosis']>[1]): void {
    this.#options.diagnoses.onAnswer(room, answer)
  }

  onMoved(room: RoomPlace): void {
    this.#noteOf(room, 'moved', this.#find(room)?.facts.node ?? '')
  }

  onCommitted(state: MeetingState, events: readonly LoggedEvent[]): void {
    const before = this.#meetings.stateOf(state.meetingId) ?? { participants: {} }
    this.#options.recorder.note(meetingEvents(events, before, state))
  }

  watch(watcher: Watcher, view: OperationsView): Promise<OperationsSnapshot> {
    return this.#options.feed.watch(watcher, view, async () => {
      const process = this.#leadTo(watcher, view)
      if (process !== null) throw new MeetingError('elsewhere', 'another process conducts the meeting', { process })
      return this.#scene()
    })
  }

  unwatch(watcher: Watcher): void {
    this.#options.feed.unwatch(watcher)
  }

  /** Everything of one second. Does not fail. */
  async second(): Promise<void> {
    const { book, recorder, feed, keeper, process, clock } = this.#options
    const now = clock()
    // Each second once, whatever the clock does.
    const at = Math.max(Math.floor(now / 1000), this.#last + 1)
    this.#last = at
    this.#meetings.look(this.#options.hosts())
    process.take(book, at, now)
    void keeper.look()
    this.#keep(at, now)
    this.#takeSilent(at, now)
    this.#settle(now)
    if (feed.isWatched) this.#telling ??= this.#tell().finally(() => (this.#telling = null))
    await recorder.second(book, at)
    if (this.#isClosed) return
    if (keeper.isKeeper && at % ALERTS_EVERY === 0)
      this.#alerting ??= this.#alert().finally(() => (this.#alerting = null))
    if (keeper.isKeeper && at % ROLL_EVERY === 0) this.#rolling ??= this.#roll(at).finally(() => (this.#rolling = null))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    const { recorder, keeper, process } = this.#options
    process.close()
    await Promise.all([this.#telling, this.#rolling, this.#alerting, recorder.idle()])
    // The last samples, and that it ended.
    await this.second()
    await keeper.close()
  }

  /** Shortly after each whole second, so that a second is not missed for a timer that came a little early. */
  #schedule(): void {
    if (this.#isClosed) return
    this.#timer = setTimeout(
      () => {
        this.#schedule()
        if (!this.#isResting) void this.second()
      },
      1020 - (Date.now() % 1000),
    ).unref()
  }

  /** What one process does for all. */
  #keep(at: number, now: number): void {
    const { keeper, nodes, services } = this.#options
    if (keeper.isKeeper) {
      nodes.take(at, now)
      services.take(at, now)
    } else if (this.#wasKeeper) {
      nodes.stop()
      services.stop()
    }
    this.#wasKeeper = keeper.isKeeper
  }

  /** Rooms whose pages say nothing: their nodes go on. */
  #takeSilent(at: number, now: number): void {
    for (const resource of this.#options.book.all) {
      const { nodeSide } = resource
      if (isFresh(nodeSide, now) && resource.isQuiet(now))
        resource.takeBeside({ at, values: withNodeSide([], nodeSide, now) })
    }
  }

  #settle(now: number): void {
    const { book, recorder } = this.#options
    const events: NewEvent[] = []
    for (const resource of book.all)
      for (const transition of resource.settle(now)) events.push(eventOf(resource, transition, now))
    if (events.length > 0) recorder.note(events)
  }

  /** All of one endpoint, with what its media node says, is with the process that conducts its meeting. */
  #leadTo({ askedFor }: Watcher, view: OperationsView): string | null {
    const { conductedBy, hosts } = this.#options
    if (view.kind !== 'endpoint' || hosts().some(({ state }) => state.meetingId === view.meetingId)) return null
    const process = conductedBy(view.meetingId)
    return process === askedFor ? null : process
  }

  async #tell(): Promise<void> {
    try {
      this.#options.feed.tell(await this.#scene())
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'those who watch could not be told')
    }
  }

  async #scene(): Promise<Scene> {
    const { book, others, nodes, clock, logger } = this.#options
    const now = clock()
    await others?.look(now).catch((error: unknown) => {
      logger.debug({ err: error }, 'what other processes have could not be read')
    })
    const own = [...book.all].map((resource) => ({
      resource: resource.toResource(),
      hostUnit: resource.facts.hostUnit,
    }))
    const keys = new Set<string>(own.map(({ resource }) => resource.id))
    const meetingIds = new Set(book.meetings.map(({ meetingId }) => meetingId))
    const fromOthers = (others?.resources(now) ?? []).filter(({ resource }) => !keys.has(resource.id))
    // Nodes are read by one process for all, but each one hears what they say of themselves.
    for (const { resource } of fromOthers) if (resource.kind === 'node') resource.report = nodes.reportOf(resource.id)
    return {
      at: now,
      resources: [...own, ...fromOthers],
      meetings: [...book.meetings, ...(others?.meetings ?? []).filter(({ meetingId }) => !meetingIds.has(meetingId))],
    }
  }

  async #roll(at: number): Promise<void> {
    const { roller, logger } = this.#options
    try {
      await roller.turn(at)
    } catch (error) {
      logger.warn({ err: error }, 'what is measured was not rolled up: trying again')
    }
  }

  async #alert(): Promise<void> {
    const { alerts, logger } = this.#options
    try {
      await alerts.look(await this.#scene())
    } catch (error) {
      logger.warn({ err: error }, 'alerts were not looked after: trying again')
    }
  }

  /** Somebody who has joined just now may report before the next look. */
  #find({ meetingId, participantId }: RoomPlace): LiveResource | undefined {
    const { book, hosts } = this.#options
    const key = endpointKey(meetingId, participantId)
    const known = book.find(key)
    if (known) return known
    this.#meetings.look(hosts())
    return book.find(key)
  }

  #noteOf(room: RoomPlace, kind: OperationEventKind, detail: string): void {
    const resource = this.#find(room)
    if (!resource) return
    const { identity, name } = resource
    const { key, meetingId, unitCode } = identity
    this.#options.recorder.note([
      { at: this.#options.clock(), kind, resource: key, meetingId, unitCode, name, detail: detail.slice(0, 500) },
    ])
  }
}

/** `detail`: the code, how bad, and the figure. */
function eventOf({ identity, name }: LiveResource, { what, finding }: Transition, at: number): NewEvent {
  const { key, meetingId, unitCode } = identity
  const { code, health, value } = finding
  return {
    at,
    kind: what,
    resource: key,
    meetingId,
    unitCode,
    name,
    detail: [code, health, value ?? ''].join(' ').trim(),
  }
}
