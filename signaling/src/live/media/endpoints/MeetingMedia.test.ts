import { ConsumerId, ControlError, type ControlRequestName, type MeetingSnapshot, NodeId } from '@diem-cau/sfu-contract'
import { type FreshMedia, LegId, type MeetingState, type Notice, type ProducerId } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  accountOf,
  after,
  endpointOf,
  joins,
  meetingId,
  opens,
  participantOf,
  producerOf,
} from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { testClient } from '../../../testing/testClient.ts'
import type { NodeListener, SfuClient } from '../nodes/MediaNodes.ts'
import type { NodeDescription } from '../nodes/SfuClient.ts'
import { nodeEndpointId } from '../legs/legId.ts'
import { MeetingMedia } from './MeetingMedia.ts'

const rtpCapabilities = { codecs: [], headerExtensions: [] }
const fingerprints = [{ algorithm: 'sha-256' as const, value: 'AA' }]
const side = {
  id: 't',
  iceParameters: { usernameFragment: 'u', password: 'p' },
  iceCandidates: [],
  dtlsParameters: { fingerprints },
}
const answered = { worker: 0, routerRtpCapabilities: rtpCapabilities, send: side, recv: side }
const { worker: _, ...transports } = answered
const fresh: FreshMedia = { leg: LegId.parse(1), ...transports }
const consumerOf = (producerId: ProducerId) => ConsumerId.parse(`c.${producerId}`)

/** A meeting's media and the one node that there is: what it is asked, and what the meeting's people are told. */
function mediaOf(initial: MeetingState, isThere = true, found: MeetingSnapshot | null = null) {
  const meeting = { state: initial }
  const told: [string, Notice['name']][] = []
  const asked: string[] = []
  const voices: string[][] = []
  const far = { join: () => Promise.resolve(answered) as Promise<unknown>, listener: null as NodeListener | null }
  const request = (async (
    name: ControlRequestName,
    data: { endpointId?: string; sources?: { producerId: ProducerId }[]; endpointIds?: string[] },
  ) => {
    if (name === 'meeting:setVoices') voices.push([...(data.endpointIds ?? [])])
    if (data.endpointId) asked.push(`${name} ${data.endpointId}`)
    if (name === 'endpoint:join') return far.join()
    const consumers = (data.sources ?? []).map(({ producerId }) => ({
      consumerId: consumerOf(producerId),
      producerId,
      kind: 'audio',
      type: 'simple',
      rtpParameters: { codecs: [] },
      producerPaused: false,
    }))
    return { consumers, closed: [], refused: [], producerId: producerOf('b', 'mic') }
  }) as SfuClient['request']
  const workers = [
    { index: 0, pid: 1, cpu: 0, meetings: 0, endpoints: 0, producers: 0, consumers: 0, bitrateIn: 0, bitrateOut: 0 },
  ]
  const description: NodeDescription = {
    nodeId: NodeId.parse('node'),
    version: '0',
    startedAt: 0,
    region: '',
    limits: { meetings: null, endpoints: null },
    draining: false,
    workers,
    routerRtpCapabilities: rtpCapabilities,
  }
  const node = { request, url: 'http://node', description } as SfuClient
  const media = new MeetingMedia({
    meetingId,
    mediaNodes: {
      firstContact: Promise.resolve(),
      clients: isThere ? [node] : [],
      region: '',
      countJoin: () => () => undefined,
      joinsUnderWay: () => 0,
      turnFor: () => null,
      takeOver: async (_client, _meetingId, known = found) => known,
      listen: (listener) => {
        far.listener = listener
        return () => undefined
      },
    },
    logger: silent,
    clock: () => 0,
    regionOf: () => '',
    events: {
      state: () => meeting.state,
      notify: (participantId, { name }) => told.push([participantId, name]),
      broadcast: () => undefined,
      onMediaLost: (ids) => asked.push(`lost ${ids.join(' ')}`),
      onProducersLost: () => undefined,
      onNodesFull: () => asked.push('nodes full'),
      onTaken: () => undefined,
    },
  })
  onTestFinished(() => media.close())
  const b = { participantId: participantOf('b'), endpointId: endpointOf('b'), rtpCapabilities, viewport: null }
  return { media, meeting, told, asked, voices, far, node, b }
}

const before = after(joins('a'), opens('a', 'mic'))
const joined = after(joins('a'), opens('a', 'mic'), joins('b'))
const [aboutB, E] = [participantOf('b'), endpointOf('b')]
const leg = (n: number, endpointId = E) => nodeEndpointId(endpointId, LegId.parse(n))

test('the node is asked for a join and for what it receives while that is on its way to the disk; its client hears of it after', async () => {
  const { media, meeting, told, asked, b } = mediaOf(before)
  expect(await media.joins.join(testClient(), b)).toEqual({ kind: 'fresh', ...fresh })
  await vi.waitFor(() => expect(asked).toEqual([`endpoint:join ${leg(1)}`, `endpoint:subscribe ${leg(1)}`]))
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toEqual([])
  meeting.state = joined
  media.joins.record(E)
  expect(told).toEqual([[aboutB, 'consumersOpened']])
})

test('2.6 an endpoint whose join was not recorded ends, also while it is made', async () => {
  const { media, told, asked, far, b } = mediaOf(before)
  const answer = Promise.withResolvers<unknown>()
  far.join = () => answer.promise
  const joining = media.joins.join(testClient(), b)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  await media.leave(E)
  answer.resolve(answered)
  await expect(joining).rejects.toMatchObject({ code: 'notJoined' })
  expect(asked.slice(1).every((request) => request === `endpoint:leave ${leg(1)}`)).toBe(true)
  expect(() => media.setViewport(E, { tiles: [] })).toThrow('notJoined')
  expect(told).toEqual([])
})

test('5.8 a join with what its client prepared makes nothing anew; what stood still flows once it is recorded', async () => {
  const { media, meeting, asked, b } = mediaOf(before)
  const client = testClient()
  const who = {
    client,
    accountId: accountOf('b'),
    participantId: participantOf('b'),
    joinWould: () => 'comeIn' as const,
  }
  const prepared = await media.prepared.prepare(who, rtpCapabilities)
  if (!prepared) throw new Error('nothing was prepared')
  const { endpointId } = prepared
  await media.connect(endpointId, { direction: 'recv', dtlsParameters: { fingerprints } })
  await vi.waitFor(() => expect(client.told).toEqual(['consumersOpened']))
  asked.length = 0
  expect(await media.joins.join(client, { ...b, endpointId, rtpCapabilities: null })).toEqual({ kind: 'kept' })
  media.onStateChanged()
  expect(asked).toEqual([])
  meeting.state = joined
  media.joins.record(endpointId)
  expect(asked).toEqual([`endpoint:subscribe ${leg(1, endpointId)}`])
  media.prepared.release({ client })
  expect(media.endpointsOf(participantOf('b')), 'it is no prepared one any more').toEqual([endpointId])
})

test('5.19 while many come in a ward’s sending side waits for those who do not receive yet, the chair’s does not', async () => {
  const names = ['1', '2', '3', '4', '5', 'b']
  const { media, asked } = mediaOf(after(joins('chair', 'chair'), ...names.map((name) => joins(name))))
  const come = async (name: string) => {
    const endpointId = endpointOf(name)
    const who = { participantId: participantOf(name), endpointId, rtpCapabilities, viewport: null }
    await media.joins.join(testClient(), who)
    return endpointId
  }
  for (const name of ['chair', ...names]) await come(name)
  const side = (direction: 'send' | 'recv') => ({ direction, dtlsParameters: { fingerprints } })
  asked.length = 0
  const ward = media.connect(E, side('send'))
  await media.connect(endpointOf('chair'), side('send'))
  expect(asked).toEqual([`endpoint:connect ${leg(1, endpointOf('chair'))}`])
  for (const name of names) await media.connect(endpointOf(name), side('recv'))
  await ward
  expect(asked.filter((request) => request.startsWith('endpoint:connect')).at(-1)).toBe(`endpoint:connect ${leg(1)}`)
})

test('6.5 without a node a join is answered `waiting`; who came in meanwhile is told when there is one', async () => {
  const { media, meeting, told, far, node, b } = mediaOf(before, false)
  expect(await media.joins.join(testClient(), b)).toEqual({ kind: 'waiting' })
  meeting.state = joined
  media.joins.record(E)
  far.listener?.onNodeUp(node, null)
  await vi.waitFor(() => expect(told).toEqual([[aboutB, 'mediaReady']]))
})

test('6.2 who is back finds its endpoint kept; 6.3 once that was lost, new transports are made', async () => {
  const { media, meeting, told, asked, far, node, b } = mediaOf(before)
  await media.joins.join(testClient(), b)
  meeting.state = joined
  media.joins.record(E)
  expect(await media.joins.resume({ ...b, rtpCapabilities: null })).toEqual({ kind: 'kept' })
  far.listener?.onNotice(node, { name: 'endpointsLost', meetingId, endpointIds: [leg(1)] })
  expect(asked.slice(-2)).toEqual([`lost ${E}`, `endpoint:join ${leg(2)}`])
  await vi.waitFor(() =>
    expect(told.slice(-2)).toEqual([
      [aboutB, 'legOffered'],
      [aboutB, 'consumersOpened'],
    ]),
  )
  expect(await media.joins.resume({ ...b, leg: LegId.parse(2) }), 'on what it was offered').toEqual({ kind: 'kept' })
  expect(await media.joins.resume({ ...b, leg: LegId.parse(1) })).toMatchObject({ kind: 'fresh', leg: 3 })
  far.join = () => Promise.reject(new ControlError('unavailable', 'no worker'))
  await expect(media.joins.rebuild(E)).rejects.toMatchObject({ code: 'mediaUnavailable' })
})

test('22.2 who takes a running meeting over never has the microphone closed of who may be heard, nor while it is not known which leg carries', async () => {
  const mic = { producerId: producerOf('a', 'mic'), source: 'mic', kind: 'audio', paused: false } as const
  const at = (n: number, producers: (typeof mic)[]) => {
    return { endpointId: leg(n, endpointOf('a')), meetingId, worker: 0, producers, consumers: [] }
  }
  const { voices } = mediaOf(before, true, { meetingId, owner: null, endpoints: [at(1, [mic]), at(2, [])] })
  await expect.poll(() => voices.length, { timeout: 10_000 }).toBeGreaterThan(0)
  for (const heard of voices) expect(heard).toContain(leg(1, endpointOf('a')))
})

test('6.12 who waits because no node has room is told that, and whoever runs them; a rebuild is refused so too', async () => {
  const { media, meeting, asked, far, b } = mediaOf(before)
  far.join = () => Promise.reject(new ControlError('full', 'the node takes 3 endpoints'))
  expect(await media.joins.join(testClient(), b)).toEqual({ kind: 'waiting', full: true })
  meeting.state = joined
  media.joins.record(E)
  await expect(media.joins.rebuild(E)).rejects.toMatchObject({ code: 'mediaUnavailable', extra: { full: true } })
  expect(asked.filter((line) => line === 'nodes full')).toHaveLength(2)
  far.join = () => Promise.reject(new ControlError('unavailable', 'no worker'))
  await expect(media.joins.rebuild(E)).rejects.toMatchObject({ extra: {} })
})
