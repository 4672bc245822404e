import type { CauseCode, Look, LookState, MetricKey, ResourceKind } from '@diem-cau/signaling-contract/operations'
import type { Cause } from './Cause.ts'
import type { Evidence } from './Evidence.ts'
import { isRead } from './stretches.ts'

/** What is looked at, by which figures or servers, and the causes that say that it is bad. */
type Check = {
  readonly look: Look
  readonly metrics?: readonly MetricKey<'endpoint'>[]
  readonly servers?: {
    readonly kind: ResourceKind
    readonly metric: MetricKey
    readonly service?: string
    readonly own?: true
  }
  readonly causes: readonly CauseCode[]
}

const CHECKS: readonly Check[] = [
  {
    look: 'lineUp',
    metrics: ['upLoss', 'upAvailable', 'bandwidthLimited'],
    causes: ['lineCut', 'lineLossy', 'lineUpLossy', 'lineUpSlow', 'branchLine'],
  },
  {
    look: 'lineDown',
    metrics: ['downLoss', 'frozen', 'concealed'],
    causes: ['lineCut', 'lineLossy', 'lineDownLossy', 'lineDownSlow', 'branchLine', 'nodeLine', 'senderLossy'],
  },
  { look: 'delay', metrics: ['rtt'], causes: ['lineFar', 'lineUnsteady', 'mediaBlocked'] },
  { look: 'path', causes: ['udpBlocked', 'vpn'] },
  {
    look: 'microphone',
    metrics: ['microphone'],
    causes: ['microphoneSilent', 'microphoneLost', 'microphoneRefused', 'microphoneClips', 'microphoneQuiet'],
  },
  { look: 'echo', metrics: ['echo'], causes: ['echo'] },
  {
    look: 'camera',
    metrics: ['cameraLuma'],
    causes: ['cameraBlack', 'cameraFrozen', 'cameraLost', 'cameraRefused', 'networkCameraAway'],
  },
  { look: 'pc', metrics: ['pageLag', 'cpuLimited'], causes: ['pcStarved', 'pcSlept', 'pageHidden'] },
  { look: 'browser', causes: ['browserOld'] },
  { look: 'others', causes: ['branchLine', 'nodeLine', 'senderLossy'] },
  {
    look: 'node',
    servers: { kind: 'node', metric: 'endpoints', own: true },
    causes: ['nodeLost', 'workerDied', 'nodeOverloaded', 'nodeLine', 'nodeMoved'],
  },
  {
    look: 'signaling',
    servers: { kind: 'process', metric: 'loopLag' },
    causes: ['signalingDied', 'signalingRestarted', 'signalingOverloaded', 'memoryLow'],
  },
  {
    look: 'database',
    servers: { kind: 'service', metric: 'answer', service: 'database' },
    causes: ['databaseAway', 'databaseSlow'],
  },
  { look: 'redis', servers: { kind: 'service', metric: 'answer', service: 'redis' }, causes: ['redisAway'] },
  { look: 'disk', servers: { kind: 'service', metric: 'used', service: 'disk' }, causes: ['diskFull'] },
  {
    look: 'certificate',
    servers: { kind: 'service', metric: 'daysLeft', service: 'certificate' },
    causes: ['certificateEnds'],
  },
  { look: 'clock', servers: { kind: 'node', metric: 'clockOffset', own: true }, causes: ['clockOff'] },
]

/** Services that an office may have none of: they are not looked at there. */
const OPTIONAL: readonly Look[] = ['redis', 'certificate']

/**
 * What was looked at, and what could not be. Pure.
 * @param seesServers false: servers are not for who asks
 */
export function looked(
  evidence: Evidence,
  causes: readonly Cause[],
  seesServers: boolean,
): { look: Look; state: LookState }[] {
  return CHECKS.flatMap((check) => {
    const state = stateOf(check, evidence, causes, seesServers)
    const isAbsent = OPTIONAL.includes(check.look) && (state === 'unread' || state === 'hidden')
    return isAbsent ? [] : [{ look: check.look, state }]
  })
}

function stateOf(check: Check, evidence: Evidence, causes: readonly Cause[], seesServers: boolean): LookState {
  if (check.servers !== undefined && !seesServers) return 'hidden'
  // A cause of somebody else's room says nothing of this one.
  const isBad = causes.some(
    ({ code, room }) => check.causes.includes(code) && (room === null || room === evidence.room.id),
  )
  if (isBad) return 'bad'
  return wasRead(check, evidence) ? 'fine' : 'unread'
}

function wasRead({ look, metrics, servers }: Check, { room, others, servers: all, from, to }: Evidence): boolean {
  if (metrics) return isRead(room.series, metrics, from, to)
  if (look === 'path') return room.facts !== null && room.facts.path !== null
  if (look === 'browser') return room.facts !== null
  if (look === 'others') return others.length > 0
  return all.some(
    ({ kind, id, node, read }) =>
      kind === servers?.kind &&
      read.includes(servers.metric) &&
      (servers.service === undefined || id === `service:${servers.service}`) &&
      (servers.own === undefined || (node !== null && node === room.node)),
  )
}
