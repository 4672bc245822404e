import { ConsumerId, type ControlData, ProducerId, RtpParameters } from '@diem-cau/sfu-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SfuClient } from '../../live/media/nodes/SfuClient.ts'
import { StandInNode } from '../../testing/StandInNode.ts'
import { EchoLines, type LineOwner } from './EchoLines.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const rtpParameters = RtpParameters.parse({ codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] })

/** A node that is up and gives consumers of what it is asked for. */
function up(name: string): StandInNode {
  const node = new StandInNode(name)
  node.comesUp()
  const { request } = node
  const answer = async (asked: string, data: object) => {
    const answered: unknown = await request(asked as 'endpoint:subscribe', data as never)
    if (asked !== 'endpoint:subscribe') return answered
    const { sources } = data as ControlData<'endpoint:subscribe'>
    const consumers = sources.map(({ producerId }) => ({
      producerId,
      consumerId: ConsumerId.parse(`of-${producerId}`),
    }))
    return { consumers, closed: [], refused: [] }
  }
  return Object.assign(node, { request: answer as SfuClient['request'] })
}
const room = (name: string): LineOwner => ({ key: name, isSignedIn: true })
const anybody = (name: string): LineOwner => ({ key: name, isSignedIn: false })
const rtpCapabilities = { codecs: [], headerExtensions: [] }

test('18.5 what an endpoint sends comes back to it, in a meeting that nobody else is in', async () => {
  const node = up('one')
  const lines = new EchoLines()
  const first = await lines.open(node, room('a'))
  const second = await lines.open(node, room('b'))
  expect([...node.meetings.values()].map(({ endpoints }) => endpoints.size)).toEqual([1, 1])
  const sound = await lines.produce(first.lineId, { kind: 'audio', rtpParameters, rtpCapabilities })
  const picture = await lines.produce(first.lineId, { kind: 'video', rtpParameters, rtpCapabilities })
  expect([sound, picture].map(({ producerId }) => producerId)).toEqual([
    ProducerId.parse('one-mic-1'),
    ProducerId.parse('one-camera-2'),
  ])
  await lines.resume(first.lineId)
  expect(node.asked.at(-1)).toMatchObject({ data: { consumerIds: ['of-one-mic-1', 'of-one-camera-2'] } })
  expect(node.asked.find(({ name }) => name === 'endpoint:join')).toMatchObject({
    data: { echo: { bitrate: 1_500_000 } },
  })
  await lines.end(second.lineId)
  await lines.close()
  expect(node.meetings.size).toBe(0)
})

test('23.19 a room sees its camera of the network over its own line, and over nobody else’s', async () => {
  const node = up('one')
  const lines = new EchoLines()
  const camera = { host: '10.20.1.64', port: 554, path: '/stream2', user: '', password: '' }
  const { lineId } = await lines.open(node, room('a'))
  await expect(lines.produceCamera(lineId, room('b'), camera, { rtpCapabilities })).rejects.toMatchObject({
    code: 'notFound',
  })
  const { consumer } = await lines.produceCamera(lineId, room('a'), camera, { rtpCapabilities })
  expect(consumer).toMatchObject({ producerId: 'one-camera-1' })
  expect(node.asked.find(({ name }) => name === 'endpoint:produceFrom')).toMatchObject({
    data: { camera, paused: false },
  })
  await lines.close()
})

test('18.6 a line ends by itself, and when its node takes it not; then it is nobody any more', async () => {
  const node = up('one')
  const lines = new EchoLines()
  const { lineId } = await lines.open(node, room('a'))
  vi.advanceTimersByTime(25_000)
  await vi.waitFor(() => expect(node.meetings.size).toBe(0))
  await expect(lines.count(lineId)).rejects.toMatchObject({ code: 'notFound' })
  await expect(lines.resume('another')).rejects.toMatchObject({ code: 'notFound' })
  node.refusal = 'full'
  await expect(lines.open(node, room('a'))).rejects.toMatchObject({ code: 'mediaUnavailable', extra: { full: true } })
  node.refusal = null
  await lines.open(node, room('a'))
  await lines.close()
})

test('18.7 so many lines are open at a time: of one, to a node, and of people without a sign-in', async () => {
  const [one, two] = [up('one'), up('two')]
  const lines = new EchoLines()
  const refused = { code: 'rateLimited', extra: { retryAfterSec: 3 } }
  for (const node of [one, two, one, two]) await lines.open(node, room('a'))
  await expect(lines.open(one, room('a'))).rejects.toMatchObject(refused)
  for (const name of ['b', 'c', 'd', 'e']) await lines.open(one, anybody(name))
  await expect(lines.open(one, anybody('f'))).rejects.toMatchObject(refused)
  await lines.open(two, anybody('f'))
  for (const name of ['g', 'h', 'i', 'j', 'k', 'l']) await lines.open(one, room(name))
  await expect(lines.open(one, room('m'))).rejects.toMatchObject(refused)
  await lines.open(two, room('m'))
  await lines.close()
  expect([one.meetings.size, two.meetings.size]).toEqual([0, 0])
})
