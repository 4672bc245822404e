import { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { ActionRoutesOptions } from '../operations/actions/actionRoutes.ts'
import { Diagnoses } from '../operations/actions/Diagnoses.ts'
import { RoomActions } from '../operations/actions/RoomActions.ts'
import { EvidenceReader } from '../operations/causes/EvidenceReader.ts'
import type { WhyRoutesOptions } from '../operations/causes/whyRoutes.ts'
import { AlertNotifier } from '../operations/alerts/AlertNotifier.ts'
import type { AlertRoutesOptions } from '../operations/alerts/alertRoutes.ts'
import { AlertStore } from '../operations/alerts/AlertStore.ts'
import { AlertWatch } from '../operations/alerts/AlertWatch.ts'
import { RuleStore } from '../operations/alerts/RuleStore.ts'
import { EventStore } from '../operations/events/EventStore.ts'
import { Feed } from '../operations/feed/Feed.ts'
import { scopeFor } from '../operations/feed/scopeFor.ts'
import { HistoryReader } from '../operations/history/HistoryReader.ts'
import type { OperationsRoutesOptions } from '../operations/history/operationsRoutes.ts'
import { JournalStore } from '../operations/journal/JournalStore.ts'
import { Recorder } from '../operations/live/Recorder.ts'
import { ResourceStore } from '../operations/journal/ResourceStore.ts'
import { Book } from '../operations/live/Book.ts'
import { OthersBook } from '../operations/live/OthersBook.ts'
import { Operations } from '../operations/Operations.ts'
import { nothingMeasured, type OperationsDesk } from '../operations/desk/OperationsDesk.ts'
import { MonthReader } from '../operations/months/MonthReader.ts'
import type { MonthRoutesOptions } from '../operations/months/monthRoutes.ts'
import { SelfChecks } from '../operations/selfCheck/SelfChecks.ts'
import type { SelfCheckRoutesOptions } from '../operations/selfCheck/selfCheckRoutes.ts'
import { Keeper } from '../operations/servers/Keeper.ts'
import { NodesSampler } from '../operations/servers/NodesSampler.ts'
import type { Probe } from '../operations/servers/Probe.ts'
import {
  certificateProbe,
  databaseProbe,
  diskProbe,
  mailProbe,
  redisProbe,
  turnProbe,
} from '../operations/servers/probes.ts'
import { ProcessSampler } from '../operations/servers/ProcessSampler.ts'
import { ServicesSampler } from '../operations/servers/ServicesSampler.ts'
import { Backups } from '../operations/backups/Backups.ts'
import { BackupRunStore } from '../operations/backups/BackupRunStore.ts'
import { diskForecast } from '../operations/servers/diskForecast.ts'
import type { UpgradeRoutesOptions } from '../operations/upgrades/upgradeRoutes.ts'
import { UpgradeWatch } from '../operations/upgrades/UpgradeWatch.ts'
import { ChunkStore } from '../operations/tiers/ChunkStore.ts'
import { Roller } from '../operations/tiers/Roller.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { MeetingsPart } from './meetingsPart.ts'
import type { OfficePart } from './officePart.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** What is measured, found and kept of rooms and servers. */
export type OperationsPart = {
  readonly desk: OperationsDesk
  readonly routes: Pick<OperationsRoutesOptions, 'resources' | 'history' | 'events'> &
    Pick<ActionRoutesOptions, 'actions'> &
    Pick<WhyRoutesOptions, 'evidence'> &
    Pick<MonthRoutesOptions, 'months'> &
    Pick<SelfCheckRoutesOptions, 'selfChecks'> &
    Pick<UpgradeRoutesOptions, 'upgrades'>
  readonly alerts: Pick<AlertRoutesOptions, 'store' | 'rules'>
  /** True while this process is the one of all that looks after servers and alerts. */
  readonly isKeeper: () => boolean
  /** Counted from then on. */
  readonly countSockets: (count: () => number) => void
  /** False: nothing is measured until it is told true. */
  readonly measure: (isOn: boolean) => void
  /** Begins to measure. The start calls it once the server listens. */
  readonly begin: () => void
  /** Puts on record that this process is about to end. */
  readonly ends: () => void
}

/** A process that measures nothing asks this often whether it looks after webhooks, in milliseconds. */
const LOOK_MS = 1_000

export function operationsPart(
  settings: StartSettings,
  { db }: Pick<StorePart, 'db'>,
  { processId, redis, leases }: Pick<DirectoryPart, 'processId' | 'redis' | 'leases'>,
  { registry, mediaNodes, events: meetingEvents }: MeetingsPart,
  { post }: Pick<OfficePart, 'post'>,
  closing: Closing,
): OperationsPart {
  const { clock, logger } = settings
  const journal = new JournalStore(db)
  const resources = new ResourceStore(db)
  const chunks = new ChunkStore(db)
  const events = new EventStore(db)
  const diagnoses = new Diagnoses()
  closing.defer(() => diagnoses.close())
  const selfChecks = new SelfChecks({ program: settings.diagnose ?? null, dataDir: settings.dataDir, clock, logger })
  closing.defer(() => selfChecks.close())
  const nothing = () => undefined
  const history = new HistoryReader({ journal, chunks })
  // It is made once it is known whether anything is noted.
  const routesWith = (note: Recorder['note']): OperationsPart['routes'] => ({
    resources,
    history,
    events,
    evidence: new EvidenceReader({ db, resources, events, journal, history }),
    months: new MonthReader({ db, events, resources }),
    selfChecks,
    upgrades: new UpgradeWatch(settings),
    actions: new RoomActions({
      find: (meetingId) => registry.peek(meetingId),
      conductedBy: (meetingId) => registry.conductedBy(meetingId),
      diagnoses,
      note,
      clock,
    }),
  })
  const store = new AlertStore(db)
  const rules = new RuleStore(db)
  const keeper = new Keeper(leases)
  const shared = { alerts: { store, rules }, isKeeper: () => keeper.isKeeper }
  const backups =
    settings.backups === null || settings.backups === undefined
      ? null
      : new Backups({
          settings: settings.backups,
          target: settings.store,
          dataDir: settings.dataDir,
          processId,
          store: new BackupRunStore(db),
          isKeeper: () => keeper.isKeeper,
          isBusy: () => registry.attended().size > 0,
          clock,
          logger,
        })
  closing.defer(() => backups?.close())
  // What was measured before can still be read, and webhooks still need one process of all.
  if (settings.hasStatistics === false)
    return {
      ...shared,
      desk: nothingMeasured,
      routes: routesWith(nothing),
      countSockets: nothing,
      measure: nothing,
      ends: nothing,
      begin: () => {
        backups?.begin()
        const looking = setInterval(() => void keeper.look(), LOOK_MS)
        closing.defer(async () => {
          clearInterval(looking)
          await keeper.close()
        })
      },
    }
  const book = new Book(clock)
  const recorder = new Recorder({ db, journal, resources, events, process: processId, logger })
  const note: Recorder['note'] = (noted) => recorder.note(noted)
  const notifier = new AlertNotifier({ store, inbox: post.inbox, outbox: post.outbox })
  let sockets = () => 0
  const operations = new Operations({
    book,
    others: redis ? new OthersBook({ journal, resources }, processId) : null,
    feed: new Feed({ scopeOf: (account) => scopeFor(db, account), clock, logger }),
    recorder,
    roller: new Roller({ db, journal, resources, chunks, events }),
    alerts: new AlertWatch({ db, rules, store, notifier, logger, isIn: (accountId) => registry.isIn(accountId) }),
    keeper,
    process: new ProcessSampler(processId, {
      sockets: () => sockets(),
      meetings: () => registry.hosts.length,
      participants: () => registry.hosts.reduce((sum, { state }) => sum + Object.keys(state.participants).length, 0),
    }),
    nodes: new NodesSampler(mediaNodes, book, note),
    services: new ServicesSampler(
      [...probesOf(settings, db, redis, diskForecast(resources, history, clock)), ...(backups ? [backups.probe] : [])],
      book,
      note,
    ),
    diagnoses,
    conductedBy: (meetingId) => registry.conductedBy(meetingId),
    hosts: () => registry.hosts,
    clock,
    logger,
  })
  mediaNodes.watchEndpoints((notice) => operations.onStatistics(notice))
  meetingEvents.on('committed', (state, logged) => operations.onCommitted(state, logged))
  const tellOfItself = (kind: 'processStarted' | 'processEnded') => {
    const resource = ResourceId.parse(`process:${processId}`)
    note([{ at: clock(), kind, resource, meetingId: null, unitCode: null, name: processId, detail: '' }])
  }
  return {
    desk: operations,
    routes: routesWith(note),
    ...shared,
    countSockets: (count) => (sockets = count),
    measure: (isOn) => operations.measure(isOn),
    begin: () => {
      tellOfItself('processStarted')
      operations.begin()
      backups?.begin()
      closing.defer(() => operations.close())
    },
    ends: () => tellOfItself('processEnded'),
  }
}

function probesOf(
  { tls, turn, publicUrl, dataDir, clock }: StartSettings,
  db: StorePart['db'],
  redis: DirectoryPart['redis'],
  forecast: () => Promise<number | null>,
): readonly Probe[] {
  return [
    databaseProbe(db),
    ...(redis ? [redisProbe(redis)] : []),
    diskProbe(dataDir, forecast),
    mailProbe(db, clock),
    ...(tls ? [certificateProbe(tls.cert, clock)] : []),
    ...(turn ? [turnProbe(turn, publicUrl ? new URL(publicUrl).hostname : '127.0.0.1', clock)] : []),
  ]
}
