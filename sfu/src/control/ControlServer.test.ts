import { CONTROL_PROTOCOL } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { requestOfLine } from '@diem-cau/sfu-contract/tracing'
import { ControlClient } from '../testing/ControlClient.ts'
import { join, refusal, SECRET, testNode } from '../testing/testNode.ts'

const OTHER = 'another-secret-of-enough-characters-0123456789'

test('a caller without the secret, or with another, is unauthenticated', async () => {
  const node = await testNode()
  expect(await refusal(ControlClient.connect(node.url, { owner: 'o' }))).toBe('unauthenticated')
  expect(await refusal(ControlClient.connect(node.url, { secret: OTHER, owner: 'o' }))).toBe('unauthenticated')
  expect(await refusal(ControlClient.connect(node.url, { secret: '', owner: 'o' }))).toBe('unauthenticated')
})

test('a caller of another protocol version is told both versions', async () => {
  const node = await testNode()
  const connecting = ControlClient.connect(node.url, { secret: SECRET, owner: 'o', protocol: CONTROL_PROTOCOL + 1 })
  await expect(connecting).rejects.toMatchObject({
    code: 'protocolMismatch',
    message: expect.stringMatching(new RegExp(`protocol ${CONTROL_PROTOCOL}, the caller ${CONTROL_PROTOCOL + 1}`)),
  })
  const elsewhere = ControlClient.connect(node.url, { secret: SECRET, owner: 'o', namespace: '/control/v2' })
  expect(await refusal(elsewhere)).toBe('protocolMismatch')
})

test('who lacks the secret does not learn the version', async () => {
  const node = await testNode()
  expect(await refusal(ControlClient.connect(node.url, { secret: OTHER, owner: 'o', protocol: 9 }))).toBe(
    'unauthenticated',
  )
})

test('an owner id that is none is a bad request', async () => {
  const node = await testNode()
  expect(await refusal(ControlClient.connect(node.url, { secret: SECRET, owner: 'no spaces please' }))).toBe(
    'badRequest',
  )
})

test('another node needs the secret and the version too, and each side has its own requests', async () => {
  const node = await testNode()
  const connect = (secret: string, protocol = CONTROL_PROTOCOL) =>
    ControlClient.connect(node.url, { secret, node: 'other', protocol })
  expect(await refusal(connect(OTHER))).toBe('unauthenticated')
  expect(await refusal(connect(SECRET, CONTROL_PROTOCOL + 1))).toBe('protocolMismatch')
  expect(await refusal(ControlClient.connect(node.url, { secret: SECRET, node: 'no spaces please' }))).toBe(
    'badRequest',
  )
  const [other, signaling] = [await connect(SECRET), await node.connect()]
  onTestFinished(() => other.close())
  const pipe = { name: 'pipe:close', data: { meetingId: 'meeting' } }
  expect(await other.ask(pipe)).toEqual({ ok: true, data: {} })
  expect(await signaling.ask(pipe)).toMatchObject({ ok: false, error: { code: 'unknownRequest' } })
  for (const name of ['node:describe', 'endpoint:leave', 'meeting:close'])
    expect(await other.ask({ name, data: {} })).toMatchObject({ ok: false, error: { code: 'unknownRequest' } })
  expect(await other.ask({ name: 'pipe:connect', data: { meetingId: 'meeting' } })).toMatchObject({
    error: { code: 'badRequest' },
  })
})

test.each([
  ['no envelope', undefined],
  ['text', 'endpoint:join'],
  ['no name', { data: {} }],
  ['a name too long', { name: 'x'.repeat(65), data: {} }],
  ['no data', { name: 'endpoint:leave' }],
  ['data of another shape', { name: 'endpoint:join', data: { meetingId: 7 } }],
  ['an id with a line break', { name: 'endpoint:leave', data: { endpointId: 'a\nb' } }],
  [
    'a list too long',
    { name: 'endpoint:resume', data: { endpointId: 'a', consumerIds: Array.from({ length: 401 }, () => 'c') } },
  ],
])('%s is a bad request, and the connection lives', async (_what, envelope) => {
  const node = await testNode()
  const client = await node.connect()
  expect(await client.ask(envelope)).toMatchObject({
    ok: false,
    error: { code: 'badRequest', details: expect.any(Array) },
  })
  expect((await client.request('node:describe', {})).nodeId).toBe(node.nodeId)
})

test.each(['endpoint:explode', 'constructor', '__proto__', 'toString'])('%s is an unknown request', async (name) => {
  const node = await testNode()
  const client = await node.connect()
  expect(await client.ask({ name, data: {} })).toMatchObject({ ok: false, error: { code: 'unknownRequest' } })
})

test('an event that is not a request is answered so', async () => {
  const node = await testNode()
  const client = await node.connect()
  expect(await client.ask({}, 'endpoint:join')).toMatchObject({ ok: false, error: { code: 'unknownRequest' } })
})

test('a request without an acknowledgement does no harm', async () => {
  const node = await testNode()
  const client = await node.connect()
  client.socket.emit('request', {
    name: 'endpoint:join',
    data: { meetingId: 'm', endpointId: 'e', rtpCapabilities: null, voice: true },
  })
  client.socket.emit('request', { name: 'node:drain', data: { draining: true } }, 'no function')
  expect(await client.request('meeting:list', {})).toEqual({ meetings: [] })
  expect((await client.request('node:describe', {})).draining).toBe(false)
})

test('a message over a megabyte ends its connection, not the meetings', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  const gone = client.disconnected()
  client.socket.emit('request', { name: 'node:describe', data: 'x'.repeat(1_100_000) }, () => undefined)
  await gone
  const again = await node.connect()
  expect((await again.request('meeting:list', {})).meetings[0]?.endpoints).toMatchObject([{ endpointId: 'a' }])
})

test('a newer connection of an owner takes the place of the older, and keeps its meetings', async () => {
  const node = await testNode({ graceMs: 20, reportMs: 100 })
  const older = await node.connect('s1')
  await join(older, 'a')
  const gone = older.disconnected()
  const newer = await node.connect('s1')
  await gone
  // Two reports outlast the grace period, which the end of the older one must not have begun.
  await newer.notice('nodeReport')
  newer.notices.length = 0
  await newer.notice('nodeReport')
  expect((await newer.request('meeting:list', {})).meetings).toMatchObject([{ meetingId: 'meeting', owner: 's1' }])
})

test('the node describes itself', async () => {
  const node = await testNode({ workers: 2 })
  const client = await node.connect()
  await join(client, 'a')
  const described = await client.request('node:describe', {})
  expect(described).toMatchObject({
    nodeId: node.nodeId,
    draining: false,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  expect(described.workers.map(({ meetings, endpoints }) => ({ meetings, endpoints }))).toContainEqual({
    meetings: 1,
    endpoints: 1,
  })
  const codecs = described.routerRtpCapabilities.codecs
    .map(({ mimeType }) => mimeType)
    .filter((type) => type !== 'video/rtx')
  expect(codecs).toEqual(['audio/opus', 'video/VP8', 'video/H264', 'video/H264', 'video/VP9', 'video/AV1'])
})

test('a draining node takes no new meeting, and goes on with those it has', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a', 'running')
  await client.request('node:drain', { draining: true })
  expect(await refusal(join(client, 'b', 'new'))).toBe('unavailable')
  await join(client, 'b', 'running')
  await client.request('node:drain', { draining: false })
  await join(client, 'c', 'new')
})

test('a node at its limit takes no more, says so, and rebuilds what it has', async () => {
  const node = await testNode({ region: 'can-tho', limits: { meetings: 2, endpoints: 3 } })
  const client = await node.connect()
  expect(await client.request('node:describe', {})).toMatchObject({
    region: 'can-tho',
    limits: { meetings: 2, endpoints: 3 },
  })
  await Promise.all([join(client, 'a', 'one'), join(client, 'b', 'two')])
  await expect(join(client, 'c', 'three')).rejects.toMatchObject({
    code: 'full',
    message: 'the node takes 2 meetings; use another node, or raise DIEM_CAU_SFU_MAX_MEETINGS',
  })
  const more = await Promise.allSettled([join(client, 'c', 'one'), join(client, 'd', 'two'), join(client, 'e', 'one')])
  expect(more.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await refusal(join(client, 'f', 'one'))).toBe('full')
  await join(client, 'a', 'one')
  await client.request('endpoint:leave', { endpointId: 'a' })
  await join(client, 'f', 'one')
})

test('owners get node reports', async () => {
  const node = await testNode({ reportMs: 20 })
  const client = await node.connect()
  const { report } = await client.notice('nodeReport')
  expect(report.workers).toMatchObject([{ index: 0, cpu: expect.any(Number), bitrateIn: 0, bitrateOut: 0 }])
})

test('a node that measures says how it is itself and what its clock says; one that does not says nothing of it', async () => {
  const measuring = await (await testNode({ reportMs: 50, hasStatistics: true })).connect()
  const { report } = await measuring.notice(
    'nodeReport',
    ({ report: { figures } }) => figures?.machine.cpu !== undefined,
  )
  expect(report.figures).toMatchObject({
    process: { cpu: expect.any(Number), loopLag: expect.any(Number) },
    machine: { memory: expect.any(Number) },
  })
  expect(report.figures?.process.memory).toBeGreaterThan(10 * 2 ** 20)
  expect(report.workers[0]?.memory).toBeGreaterThan(2 ** 20)
  const before = Date.now()
  const { now } = await measuring.request('node:clock', {})
  expect(now).toBeGreaterThanOrEqual(before)
  const plain = await (await testNode({ reportMs: 20 })).connect()
  expect((await plain.notice('nodeReport')).report.figures).toBeUndefined()
})

test('/healthz and /metrics are served', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await client.ask({ name: 'made-up-name', data: {} })
  const health = await fetch(`${node.url}/healthz`)
  expect(health.status).toBe(200)
  expect(await health.json()).toEqual({ status: 'ok', workersAlive: 1, workersWanted: 1, draining: false })
  const metrics = await (await fetch(`${node.url}/metrics`)).text()
  expect(metrics).toContain('diem_cau_sfu_workers_alive 1')
  expect(metrics).toContain('diem_cau_sfu_worker_endpoints{worker="0"} 1')
  expect(metrics).toContain('diem_cau_sfu_worker_bitrate_in{worker="0"} 0')
  expect(metrics).toContain('diem_cau_sfu_control_requests_total{name="endpoint:join",result="ok"} 1')
  expect(metrics).toContain('diem_cau_sfu_control_requests_total{name="unknown",result="unknownRequest"} 1')
  expect(metrics).not.toContain('made-up-name')
  expect((await fetch(`${node.url}/other`)).status).toBe(404)
  expect((await fetch(`${node.url}/healthz`, { method: 'POST' })).status).toBe(405)
})

test('what is logged for a request has the id that signaling gave; without one it has none', async () => {
  const lines: string[] = []
  const log = pino({ level: 'debug', mixin: requestOfLine }, { write: (line: string) => void lines.push(line) })
  const node = await testNode({ log })
  const client = await node.connect()
  lines.length = 0
  await client.ask({ name: 'endpoint:leave', data: { endpointId: 'nobody' }, requestId: 'r-1' })
  await client.ask({ name: 'endpoint:resume', data: {}, requestId: 'r-2' })
  await client.ask({ name: 'endpoint:resume', data: {} })
  await client.ask({ name: 'endpoint:resume', data: {}, requestId: 'x'.repeat(65) })
  const refused = lines.filter((line) => line.includes('a request was refused'))
  expect(refused.map((line) => /"requestId":"([^"]*)"/.exec(line)?.[1]).slice(-3)).toEqual([
    'r-2',
    undefined,
    undefined,
  ])
})
