import type { EndpointSnapshot } from '@diem-cau/sfu-contract'
import { type EndpointId, LegId, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, participantOf, producerOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { EndpointMedia } from './EndpointMedia.ts'
import { Handovers } from '../legs/Handovers.ts'
import { Leg, type LegContext } from '../legs/Leg.ts'
import { nodeEndpointId } from '../legs/legId.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'
import { MeetingNodes } from '../nodes/MeetingNodes.ts'
import { NodeNews } from './NodeNews.ts'
import { PreparedEndpoints } from './PreparedEndpoints.ts'
import { MediaNodes } from '../nodes/MediaNodes.ts'
import { Speakers } from './Speakers.ts'

/** News of a node for a meeting; there is none. */
function newsOf(state: MeetingState) {
  const told: [string, string][] = []
  const nodes = new MeetingNodes({
    meetingId,
    mediaNodes: new MediaNodes([], silent),
    logger: silent,
    onSnapshot: () => undefined,
    onLost: () => undefined,
    onAllHeard: () => undefined,
    onSourceLost: () => undefined,
    onNotice: () => undefined,
    onReport: () => undefined,
  })
  const context: LegContext = {
    logger: silent,
    handovers: new Handovers(),
    state: () => state,
    speakers: () => [],
    subscribe: () => new Promise<never>(() => undefined),
    withWays: () => [],
    nodes: () => '',
    notify: () => undefined,
    onReceives: () => undefined,
    onVanished: () => undefined,
  }
  const make = (endpointId: EndpointId, participantId: ParticipantId) =>
    new EndpointMedia({
      endpointId,
      participantId,
      standing: 'away',
      makeLeg: (options) => new Leg(options, context),
    })
  const endpoints = new MeetingEndpoints(make)
  const news = new NodeNews({
    onAdopted: () => undefined,
    endpoints,
    prepared: new PreparedEndpoints({
      meetingId,
      nodes,
      regionOf: () => '',
      make: (endpointId, { participantId }) => make(endpointId, participantId),
    }),
    nodes,
    handovers: new Handovers(),
    speakers: new Speakers(),
    isIdle: () => false,
    onCarries: (leg) => told.push(['carries', leg.nodeId]),
    onLegs: () => undefined,
    replace: (lost) => told.push(...lost.map((one): [string, string] => [one.participantId, 'replace'])),
    logger: silent,
    clock: () => 0,
    events: {
      state: () => state,
      notify: (participantId, notice) => told.push([participantId, notice.name]),
      broadcast: () => undefined,
      onMediaLost: (endpointIds) => told.push(['media', endpointIds.join(' ')]),
      onProducersLost: (producerIds) => told.push(['producers', producerIds.join(' ')]),
      onNodesFull: () => undefined,
      onTaken: () => undefined,
    },
  })
  const ensure = (name: string) => endpoints.ensure(endpointOf(name), participantOf(name))
  return { news, told, ensure }
}

const has = (...names: string[]): EndpointSnapshot[] =>
  names.map((name) => ({
    endpointId: nodeEndpointId(endpointOf(name), LegId.parse(1)),
    meetingId,
    worker: 0,
    producers: [],
    consumers: [],
  }))
const state = after(joins('a'), joins('b'))

test('6.5 an endpoint whose transports are being made is not told to make them again', () => {
  const { news, told, ensure } = newsOf(state)
  ensure('a').on({ kind: 'starting' })
  const made = ensure('b')
  made.on({ kind: 'starting' })
  made.on({ kind: 'made', worker: 0 })
  news.onSnapshot(has('b'), [])
  expect(told).toEqual([])
  // The node has made nothing of it yet: its own join will ask.
  expect(ensure('a').transports).toBe('starting')
})

test('6.5 who is in the record and has not come back yet is not told either', () => {
  const { news, told, ensure } = newsOf(state)
  news.onSnapshot(has('a'), [])
  expect(told).toEqual([])
  expect([ensure('a').transports, ensure('b').transports]).toEqual(['alive', 'none'])
})

test('6.5 who was answered `waiting` is told, also when the node still has what they let go of', () => {
  const { news, told, ensure } = newsOf(state)
  for (const name of ['a', 'b']) ensure(name).on({ kind: 'unavailable' })
  news.onSnapshot(has('a'), [])
  expect(told).toEqual([
    [participantOf('a'), 'mediaReady'],
    [participantOf('b'), 'mediaReady'],
  ])
})

test('6.3 what a dead worker carried is lost at once with its endpoints, and not once more for each producer', () => {
  const { news, told, ensure } = newsOf(state)
  news.onSnapshot(has('a', 'b'), [])
  const [a, b] = ['a', 'b'].map((name) => ensure(name))
  const closed = (name: string, reason: 'workerDied' | 'transportClosed') =>
    news.onNotice({
      name: 'producerClosed',
      meetingId,
      endpointId: nodeEndpointId(endpointOf(name), LegId.parse(1)),
      producerId: producerOf(name, 'mic'),
      reason,
    })
  closed('a', 'workerDied')
  closed('b', 'workerDied')
  expect(told).toEqual([])
  news.onNotice({ name: 'endpointsLost', meetingId, endpointIds: has('a', 'b').map(({ endpointId }) => endpointId) })
  expect(told).toEqual([
    ['media', `${a?.endpointId} ${b?.endpointId}`],
    [participantOf('a'), 'replace'],
    [participantOf('b'), 'replace'],
  ])
  closed('a', 'transportClosed')
  expect(told.at(-1)).toEqual(['producers', producerOf('a', 'mic')])
})

test('5.15, 5.19 those who have a leg in reserve go on with it, whoever conducts first, and are waited for', () => {
  const { news, told, ensure } = newsOf(after(joins('a'), joins('chair', 'chair')))
  news.onSnapshot(has('a', 'chair'), [])
  for (const name of ['a', 'chair']) {
    const { leg } = ensure(name).offer('standby')
    leg.on({ kind: 'starting' })
    leg.on({ kind: 'made', worker: 1 })
  }
  news.onNotice({
    name: 'endpointsLost',
    meetingId,
    endpointIds: has('a', 'chair').map(({ endpointId }) => endpointId),
  })
  expect(told).toEqual([
    ['carries', ensure('chair').carrying.nodeId],
    [participantOf('chair'), 'legCarries'],
    ['carries', ensure('a').carrying.nodeId],
    [participantOf('a'), 'legCarries'],
  ])
})

test('5.15, 5.16 a leg in reserve that is still being made carries nothing: its client was not offered it, and gets another one', () => {
  const { news, told, ensure } = newsOf(state)
  news.onSnapshot(has('a', 'b'), [])
  const a = ensure('a')
  const { leg } = a.offer('standby')
  leg.on({ kind: 'starting' })
  news.onNotice({ name: 'endpointsLost', meetingId, endpointIds: has('a').map(({ endpointId }) => endpointId) })
  expect(told).toEqual([
    ['media', a.endpointId],
    [participantOf('a'), 'replace'],
  ])
  expect([a.standby, leg.standing, a.carrying.legId]).toEqual([null, 'gone', LegId.parse(1)])
})

test('6.3 a client is told of a line of its own that broke, and not of one that stands', () => {
  const { news, told, ensure } = newsOf(state)
  const { nodeId: endpointId } = ensure('a').carrying
  const is = (what: 'connected' | 'disconnected') =>
    news.onNotice({ name: 'transportState', meetingId, endpointId, direction: 'recv', state: what })
  is('connected')
  is('disconnected')
  expect(told).toEqual([[participantOf('a'), 'transportState']])
})
