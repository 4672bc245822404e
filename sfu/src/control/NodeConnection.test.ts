import { MeetingId, NodeId, type PipeNotice, ProducerId } from '@diem-cau/sfu-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cutLine } from '../testing/cutLine.ts'
import { silent } from '../testing/partsOfWorkers.ts'
import { join, produce, refusal, SECRET, testNode } from '../testing/testNode.ts'
import { NodeConnection, type NodeConnectionOptions } from './NodeConnection.ts'

const meetingId = MeetingId.parse('meeting')
const self = NodeId.parse('here')

async function connect(url: string, options: Partial<NodeConnectionOptions> = {}) {
  const connection = await NodeConnection.open({ url, secret: SECRET, self, ca: undefined, log: silent, ...options })
  onTestFinished(() => connection.close())
  const told: string[] = []
  const notices: PipeNotice[] = []
  connection.on('lost', () => told.push('connection lost'))
  const stop = connection.listen(meetingId, {
    onNotice: (notice) => notices.push(notice),
    onBack: () => told.push('back'),
    onLost: () => told.push('lost'),
  })
  return { connection, told, notices, stop }
}

/** A node that runs, and a connection to it over a line that can be cut. */
async function over(lostAfterMs: number) {
  const node = await testNode()
  const line = await cutLine(Number(new URL(node.url).port))
  return { node, line, ...(await connect(line.url, { lostAfterMs })) }
}

test('what the other node refuses is refused here with its code', async () => {
  const { connection } = await connect((await testNode()).url)
  const producerId = ProducerId.parse('nothing')
  expect(await refusal(connection.request('pipe:produce', { meetingId, producerId, via: [] }))).toBe('meetingNotFound')
  expect(await connection.request('pipe:close', { meetingId })).toEqual({})
})

test('a node that is not there, or knows another secret, cannot be reached: the reason is told', async () => {
  const { url } = await testNode()
  await expect(connect('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(connect(url, { secret: `${SECRET}-another` })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(url),
  })
})

test('notices reach who listens to their meeting, until they stop', async () => {
  const node = await testNode()
  const { connection, notices, stop } = await connect(node.url)
  const client = await node.connect()
  await join(client, 'a')
  const producerId = await produce(client, 'a', 'mic')
  // A 256 bit key with its salt (RFC 7714), all zeros.
  const srtpParameters = { cryptoSuite: 'AEAD_AES_256_GCM' as const, keyBase64: Buffer.alloc(44).toString('base64') }
  const pipe = { ip: '127.0.0.1', port: 9, srtpParameters }
  await connection.request('pipe:connect', { meetingId, pipe, relay: false })
  await connection.request('pipe:produce', { meetingId, producerId, via: [] })
  await client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId, paused: true })
  await vi.waitFor(() => expect(notices).toEqual([{ name: 'producerPaused', meetingId, producerId, paused: true }]))
  stop()
  await client.request('endpoint:leave', { endpointId: 'a' })
  // An answer comes after the notices that were sent before it.
  await connection.request('pipe:close', { meetingId })
  expect(notices).toHaveLength(1)
})

test('a line that was cut for a moment comes back by itself; requests meanwhile are refused at once', async () => {
  const { connection, line, told } = await over(60_000)
  line.cut()
  await vi.waitFor(async () =>
    expect(await refusal(connection.request('pipe:close', { meetingId }))).toBe('unavailable'),
  )
  line.mend()
  await vi.waitFor(() => expect(told).toEqual(['back']), { timeout: 5_000 })
  expect(await connection.request('pipe:close', { meetingId })).toEqual({})
})

test('6.10 a node that does not come back is lost, once, for all who listen', async () => {
  const { line, told } = await over(50)
  line.cut()
  await vi.waitFor(() => expect(told).toEqual(['connection lost', 'lost']), { timeout: 5_000 })
})

test('6.10 a node whose process has ended is lost at once, without the wait', async () => {
  const { line, told } = await over(600_000)
  line.end()
  await vi.waitFor(() => expect(told).toEqual(['connection lost', 'lost']), { timeout: 5_000 })
})

test('closed as asked, nothing is told lost', async () => {
  const { connection, line, told } = await over(50)
  connection.close()
  connection.close()
  line.end()
  expect(await refusal(connection.request('pipe:close', { meetingId }))).toBe('unavailable')
  expect(told).toEqual([])
})
