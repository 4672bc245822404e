import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import { NodeId } from '@diem-cau/signaling-contract/office'
import {
  type FindingCode,
  type Health,
  type History,
  METRICS,
  type MetricKey,
  type NodeSide,
  type OperationEvent,
  type OperationsSnapshot,
  type OperationsView,
  type PastResource,
  type Resource,
  ResourceId,
  type ResourceKind,
  type RunningMeeting,
} from '@diem-cau/signaling-contract/operations'
import { root } from '../../../infra/bootstrap/paths.mjs'

/** Made-up figures of an office whose 85 rooms meet: for pages that are looked at, never for what a server does. */

export const MEETING = MeetingId.parse('giao-ban')
const MEETING_TITLE = 'Giao ban công tác tuần của Ủy ban nhân dân thành phố với các phường, xã'

/** As people name rooms, some of them long. */
const NAMES = [
  'Phường Trường Lạc - Phước Thới - Thới An Đông',
  ...readFileSync(join(root, 'signaling/data/can-tho-2016-units.csv'), 'utf8')
    .split(/\r?\n/)
    .map((line) => /(?:Phường|Xã|Thị trấn) [^,"]+/.exec(line)?.[0] ?? '')
    .filter((name) => name !== ''),
]

/** The rooms that are not well: what is wrong with each. */
const TROUBLES: Readonly<Record<number, readonly [Health, FindingCode, number | null]>> = {
  4: ['bad', 'lossUp', 18.2],
  17: ['bad', 'cut', null],
  30: ['bad', 'microphoneSilent', -92],
  8: ['weak', 'unsteady', 84],
  22: ['weak', 'slowUp', 310],
  41: ['weak', 'starved', 72],
  55: ['weak', 'cameraBlack', 2],
  63: ['weak', 'microphoneClips', 6.4],
  70: ['weak', 'longWay', 260],
}
const UNREAD = new Set([12, 47])

type Values = Partial<Record<MetricKey, number | null>>

const sampleOf = (kind: ResourceKind, values: Values) => METRICS[kind].map(({ key }) => values[key] ?? null)

/** The same at the same moment: a wave of its own for each thing and metric. */
const wave = (seed: number, at: number, low: number, high: number) =>
  low + ((high - low) * (2 + Math.sin(at / 17_000 + seed * 7.3) + Math.sin(at / 3_700 + seed * 3.1))) / 4

const blank: Omit<Resource, 'id' | 'kind' | 'name' | 'health' | 'since' | 'sampledAt' | 'sample'> = {
  findings: [],
  unitCode: null,
  meetingId: null,
  participantId: null,
  facts: null,
  node: null,
  report: null,
  nodeSide: null,
}

function endpointValues(index: number, at: number): Values {
  const trouble = TROUBLES[index]?.[1]
  const loss = trouble === 'lossUp' ? wave(index, at, 12, 24) : wave(index, at, 0, 0.4)
  return {
    rtt: trouble === 'longWay' ? wave(index, at, 220, 290) : wave(index, at, 14, 38),
    upKbit: trouble === 'slowUp' ? wave(index, at, 180, 320) : wave(index, at, 900, 1_400),
    downKbit: wave(index + 1, at, 1_600, 2_300),
    upLoss: loss,
    downLoss: wave(index + 2, at, 0, 0.5),
    upJitter: trouble === 'unsteady' ? wave(index, at, 50, 110) : wave(index, at, 2, 7),
    downJitter: wave(index + 3, at, 2, 8),
    upAvailable: trouble === 'slowUp' ? 310 : 3_000,
    concealed: wave(index, at, 0, 1.2),
    frozen: 0,
    upFrames: 25,
    upHeight: 360,
    downFrames: wave(index, at, 22, 25),
    downHeight: 180,
    pictures: 12,
    cpuLimited: trouble === 'starved' ? 72 : 0,
    bandwidthLimited: 0,
    microphone: trouble === 'microphoneSilent' ? -92 : wave(index, at, -48, -18),
    clipped: trouble === 'microphoneClips' ? 6.4 : 0,
    echo: 4,
    cameraLuma: trouble === 'cameraBlack' ? 2 : 112,
    cameraMotion: wave(index, at, 1, 9),
    pageLag: wave(index, at, 0, 14),
    packetsUp: 96,
    packetsDown: 280,
    mos: wave(index, at, 3.9, 4.3),
    nodeUpKbit: wave(index, at, 880, 1_380),
    nodeDownKbit: wave(index + 1, at, 1_600, 2_300),
    nodeUpLoss: loss,
    nodeRtt: wave(index, at, 14, 38),
    nodeUpJitter: wave(index, at, 2, 7),
    nodeDownLoss: wave(index + 2, at, 0, 0.5),
    nodeScore: trouble === 'lossUp' ? 5 : 10,
  }
}

function nodeSideOf(index: number, at: number): NodeSide {
  const loses = TROUBLES[index]?.[1] === 'lossUp'
  const protocol = index === 8 ? ('tcp' as const) : ('udp' as const)
  const way = (port: number) => ({ protocol, address: `10.20.30.40:${port}` })
  const quiet = { paused: true, score: 0, encodings: [], lost: null, jitter: null, nacks: null, plis: null }
  return {
    at,
    send: {
      way: way(51_204),
      bitrateIn: 1_000 * wave(index, at, 880, 1_380),
      bitrateOut: 9_000,
      loss: loses ? 0.182 : 0,
    },
    recv: { way: way(51_206), bitrateIn: 12_000, bitrateOut: 1_000 * wave(index + 1, at, 1_600, 2_300), loss: 0.002 },
    rtt: wave(index, at, 14, 38),
    producers: [
      { source: 'mic', ...quiet },
      {
        source: 'camera',
        paused: false,
        score: loses ? 5 : 10,
        encodings: [96_000, 310_000, 1_020_000].map((bitrate) => ({ bitrate, score: loses ? 5 : 10 })),
        lost: loses ? 12_840 : 31,
        jitter: wave(index, at, 2, 7),
        nacks: loses ? 9_204 : 12,
        plis: 7,
      },
    ],
    consumers: { count: 14, flowing: 12, score: 9, bitrate: 1_000 * wave(index + 1, at, 1_500, 2_200) },
  }
}

export function endpoint(index: number, at: number): Resource {
  const trouble = TROUBLES[index]
  const isUnread = UNREAD.has(index)
  const since = at - ((index * 37_000) % 1_500_000)
  const health: Health = isUnread ? 'unknown' : (trouble?.[0] ?? 'good')
  return {
    ...blank,
    id: ResourceId.parse(`endpoint:${MEETING}/p${index}`),
    kind: 'endpoint',
    name: NAMES[index % NAMES.length] ?? `Phường ${index}`,
    health,
    since,
    findings: trouble
      ? [{ code: trouble[1], health: trouble[0] === 'bad' ? 'bad' : 'weak', since, value: trouble[2] }]
      : [],
    sampledAt: isUnread ? since : at,
    sample: sampleOf('endpoint', isUnread ? {} : endpointValues(index, at)),
    unitCode: UnitCode.parse(`phuong.${index}`),
    meetingId: MEETING,
    participantId: ParticipantId.parse(`p${index}`),
    node: 'node-1',
    nodeSide: isUnread ? null : nodeSideOf(index, at),
    facts: {
      browser: 'Chromium 156',
      system: 'Windows 11',
      camera: 'Logitech MeetUp (046d:0866)',
      microphone: 'Micrô hội nghị không dây Jabra Speak 750',
      loudspeaker: 'Loa TV Samsung (HDMI)',
      path: index === 8 ? 'tcp' : 'udp',
      address: '10.20.30.40',
      codecs: 'VP8, Opus',
      cores: 4,
      screen: '1920x1080',
    },
  }
}

function node(number: number, at: number): Resource {
  const startedAt = at - 3 * 86_400_000
  return {
    ...blank,
    id: ResourceId.parse(`node:node-${number}`),
    kind: 'node',
    name: `Ô Môn ${number}`,
    health: number === 3 ? 'unknown' : 'good',
    since: at - 3_600_000,
    sampledAt: number === 3 ? at - 90_000 : at,
    sample: sampleOf(
      'node',
      number === 3
        ? {}
        : {
            cpu: wave(number, at, 3, 6),
            memory: 210,
            loopLag: wave(number, at, 1, 4),
            endpoints: number === 1 ? 52 : 33,
            consumers: 410,
            kbitIn: wave(number, at, 40_000, 52_000),
            kbitOut: wave(number, at, 90_000, 120_000),
            answer: wave(number, at, 1, 4),
            clockOffset: -2,
            producers: number === 1 ? 96 : 61,
            packetsIn: wave(number, at, 5_000, 6_500),
            packetsOut: wave(number, at, 11_000, 14_000),
            packetsDropped: 0,
            machineCpu: wave(number, at, 31, 44),
            machineMemory: 46,
          },
    ),
    report: {
      nodeId: NodeId.parse(`node-${number}`),
      version: '0.1.0',
      startedAt,
      region: `Ô Môn ${number}`,
      limits: { meetings: null, endpoints: null },
      draining: false,
      full: false,
      workers: [],
    },
  }
}

const worker = (of: number, index: number, at: number): Resource => ({
  ...blank,
  id: ResourceId.parse(`worker:node-${of}/${index}`),
  kind: 'worker',
  name: `Ô Môn ${of}`,
  health: of === 1 && index === 1 ? 'bad' : 'good',
  since: at - 240_000,
  findings: of === 1 && index === 1 ? [{ code: 'overloaded', health: 'bad', since: at - 240_000, value: 94 }] : [],
  sampledAt: at,
  sample: sampleOf('worker', {
    cpu: of === 1 && index === 1 ? 94 : wave(of * 3 + index, at, 22, 48),
    memory: 64,
    endpoints: 26,
    consumers: 205,
    kbitIn: 21_000,
    kbitOut: 48_000,
    producers: 48,
  }),
})

const signaling = (name: string, at: number): Resource => ({
  ...blank,
  id: ResourceId.parse(`process:${name}`),
  kind: 'process',
  name,
  health: 'good',
  since: at - 7_200_000,
  sampledAt: at,
  sample: sampleOf('process', {
    cpu: wave(3, at, 11, 19),
    memory: 312,
    loopLag: wave(2, at, 2, 9),
    sockets: 91,
    meetings: 2,
    participants: 87,
    machineCpu: 38,
    machineMemory: 46,
  }),
})

const service = (name: string, values: Values, at: number, trouble?: FindingCode): Resource => ({
  ...blank,
  id: ResourceId.parse(`service:${name}`),
  kind: 'service',
  name,
  health: trouble ? 'weak' : 'good',
  since: at - 86_400_000,
  findings: trouble ? [{ code: trouble, health: 'weak', since: at - 86_400_000, value: 12 }] : [],
  sampledAt: at,
  sample: sampleOf('service', values),
})

function meeting(endpoints: readonly Resource[], at: number): RunningMeeting {
  const counts: Record<Health, number> = { bad: 0, weak: 0, unknown: 0, good: 0 }
  for (const { health } of endpoints) counts[health]++
  return {
    meetingId: MEETING,
    title: MEETING_TITLE,
    startedAt: at - 4_440_000,
    rooms: endpoints.length,
    connected: endpoints.length - 1,
    floor: endpoints[2]?.name ?? null,
    health: 'bad',
    since: at - 500_000,
    counts,
    worst: endpoints[4]?.name ?? null,
  }
}

/** What a server would answer for this view. */
export function snapshotOf(view: OperationsView, rooms: number, at: number): OperationsSnapshot {
  const endpoints = Array.from({ length: rooms }, (_, index) => endpoint(index, at))
  const meetings = [meeting(endpoints, at)]
  switch (view.kind) {
    case 'servers':
      return {
        at,
        meetings,
        resources: [
          ...[1, 2, 3].map((number) => node(number, at)),
          ...[1, 2].flatMap((of) => [0, 1].map((index) => worker(of, index, at))),
          signaling('diem-cau-1', at),
          signaling('diem-cau-2', at),
          service('database', { answer: wave(1, at, 1, 3) }, at),
          service('redis', { answer: 1 }, at),
          service('disk', { used: 61, free: 182_000 }, at),
          service('mail', { waiting: 2, failed: 0 }, at),
          service('certificate', { daysLeft: 12 }, at, 'certificateEnds'),
        ],
      }
    case 'meeting':
      return { at, meetings, resources: endpoints }
    case 'endpoint':
      return { at, meetings, resources: endpoints.filter(({ participantId }) => participantId === view.participantId) }
    default:
      return view satisfies never
  }
}

/** A history of any resource, with a hole and a quarter of an hour in which it was bad. Times in seconds. */
export function historyOf(resource: ResourceId, from: number, to: number, points: number): History {
  const kind = resource.slice(0, resource.indexOf(':')) as ResourceKind
  const seconds = [1, 10, 60, 900].find((each) => (to - from) / each <= points) ?? 900
  const index = Number(/\/p(\d+)$/.exec(resource)?.[1] ?? 4)
  const now = Date.now() / 1_000
  const at: number[] = []
  for (let time = Math.ceil(from / seconds) * seconds; time < to && time < now; time += seconds)
    if (now - time < 1_500 || now - time > 1_700) at.push(time)
  const rows = at.map((time) => {
    const isBad = now - time > 600 && now - time < 1_400
    const any = snapshotOf({ kind: 'servers' }, 1, time * 1_000).resources.find(({ id }) => id === resource)
    return kind === 'endpoint'
      ? sampleOf(kind, {
          ...endpointValues(index, time * 1_000),
          ...(isBad ? { upLoss: 17, nodeUpLoss: 18, rtt: 92 } : {}),
        })
      : (any?.sample ?? sampleOf(kind, {}))
  })
  const columns = METRICS[kind].map((_, metric) => rows.map((row) => row[metric] ?? null))
  return {
    resource,
    seconds,
    at,
    mean: columns,
    max: columns.map((column) => column.map((value) => (value === null ? null : value * 1.3))),
  }
}

export function eventsOf(resource: ResourceId | null): OperationEvent[] {
  const now = Date.now()
  const one = (id: number, ago: number, kind: OperationEvent['kind'], detail = '', name = NAMES[4] ?? '') => ({
    id,
    at: now - ago * 1_000,
    kind,
    resource,
    meetingId: MEETING,
    unitCode: null,
    name,
    detail,
  })
  return [
    one(7, 300, 'floorGranted', '', 'Phường Cái Khế'),
    one(6, 620, 'cleared', 'lossUp'),
    one(5, 1_380, 'found', 'lossUp'),
    one(4, 1_500, 'lineBack'),
    one(3, 1_700, 'lineLost'),
    one(2, 3_300, 'joined'),
    one(1, 3_500, 'meetingOpened', '', MEETING_TITLE),
  ]
}

export const pastOf = (rooms: number): PastResource[] =>
  Array.from({ length: rooms }, (_, index) => {
    const { id, kind, name, unitCode, meetingId, participantId, facts } = endpoint(index, Date.now())
    const lastAt = Date.now() - 60_000
    return {
      id,
      kind,
      name,
      unitCode,
      meetingId,
      participantId,
      title: MEETING_TITLE,
      firstAt: lastAt - 5_400_000,
      lastAt,
      facts,
    }
  })
