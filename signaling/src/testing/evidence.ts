import { MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import {
  type EndpointFacts,
  type FindingCode,
  METRICS,
  type MetricKey,
  type OperationEvent,
  ResourceId,
} from '@diem-cau/signaling-contract/operations'
import type { Evidence, Found, OtherThen, RoomThen, Series, ServerThen } from '../operations/causes/Evidence.ts'

/** Monday, 9:14 in Vietnam. */
export const AT = Date.UTC(2026, 10, 23, 2, 14)
const FROM = AT - 30_000
const TO = AT + 60_000

const meetingId = MeetingId.parse('giao-ban')
export const roomId = ResourceId.parse('endpoint:giao-ban/p0')

export const facts: EndpointFacts = {
  browser: 'Chrome 141',
  system: 'Windows 11',
  camera: 'Logitech MeetUp',
  microphone: 'Jabra Speak 750',
  loudspeaker: null,
  path: 'udp',
  network: 'ethernet',
  address: null,
  codecs: 'VP8, opus',
  cores: 4,
  screen: '1920x1080',
}

export const found = (code: FindingCode, value: number | null = null, health: 'weak' | 'bad' = 'bad'): Found => ({
  code,
  health,
  value,
  since: AT - 120_000,
  until: null,
})

type Values = Partial<Record<MetricKey<'endpoint'>, number | null>>

/** A quiet room; `bad` is how it is from 20 s before the moment on. */
export function series(bad: Values = {}, quiet: Values = {}): Series {
  const well: Values = {
    rtt: 22,
    upLoss: 0,
    downLoss: 0,
    pageLag: 5,
    microphone: -30,
    cameraLuma: 110,
    frozen: 0,
    echo: 4,
  }
  const from = FROM / 1000 - 240
  const at = Array.from({ length: 330 }, (_, n) => from + n)
  const columns = METRICS.endpoint.map(({ key }) =>
    at.map((second) => {
      const own = second >= AT / 1000 - 20 && key in bad ? bad : key in quiet ? quiet : well
      return own[key] ?? null
    }),
  )
  return { seconds: 1, at, columns }
}

let lastId = 0
export const happened = (
  kind: OperationEvent['kind'],
  resource: string | null,
  detail = '',
  at = AT - 10_000,
): OperationEvent => ({
  id: (lastId += 1),
  at,
  kind,
  resource: resource === null ? null : ResourceId.parse(resource),
  meetingId: resource === null || resource.startsWith('endpoint') ? meetingId : null,
  unitCode: null,
  name: '',
  detail,
})

export const other = (index: number, about: Partial<OtherThen> = {}): OtherThen => ({
  id: ResourceId.parse(`endpoint:giao-ban/p${index}`),
  name: `Phường ${index}`,
  unitCode: UnitCode.parse(`can-tho.o-mon.p${index}`),
  hostUnit: UnitCode.parse('can-tho'),
  node: 'node-1',
  isOfBranch: true,
  isRead: true,
  found: [],
  ...about,
})

export function server(id: string, about: Partial<ServerThen> = {}): ServerThen {
  const [kind = '', rest = ''] = id.split(':')
  return {
    id: ResourceId.parse(id),
    kind: kind as ServerThen['kind'],
    name: rest,
    node: kind === 'node' || kind === 'worker' ? (rest.split('/')[0] ?? null) : null,
    found: [],
    events: [],
    read: [],
    ...about,
  }
}

/** A room in which all is well, on a node that is well, with six others that are. */
export function evidenceOf(room: Partial<RoomThen> = {}, rest: Partial<Omit<Evidence, 'room'>> = {}): Evidence {
  return {
    from: FROM,
    to: TO,
    room: {
      id: roomId,
      name: 'Phường Trường Lạc',
      unitCode: UnitCode.parse('can-tho.o-mon.truong-lac'),
      meetingId,
      participantId: ParticipantId.parse('p0'),
      title: 'Giao ban tuần',
      facts,
      hostUnit: UnitCode.parse('can-tho'),
      node: 'node-1',
      firstAt: AT - 3_600_000,
      found: [],
      series: series(),
      events: [],
      floorSince: null,
      ...room,
    },
    others: [1, 2, 3, 4, 5, 6].map((index) => other(index)),
    servers: [
      server('node:node-1', { read: ['endpoints'] }),
      server('worker:node-1/0'),
      server('process:signaling', { read: ['loopLag'] }),
      server('service:database', { read: ['answer'] }),
      server('service:disk', { read: ['used'] }),
    ],
    restarts: [],
    ...rest,
  }
}
