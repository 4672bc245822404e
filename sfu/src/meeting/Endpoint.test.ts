import { expect, test } from 'vitest'
import { cameraParameters, deviceCapabilities, dtlsParameters, micParameters } from '../testing/fakeMedia.ts'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { join, produce, refusal, subscribe, testNode } from '../testing/testNode.ts'

async function twoEndpoints(options = {}) {
  const node = await testNode(options)
  const client = await node.connect()
  await Promise.all([join(client, 'a'), join(client, 'b')])
  return { node, client }
}

test('join gives both transports, over UDP and TCP on the one port of the worker', async () => {
  const node = await testNode()
  const client = await node.connect()
  const { send, recv, routerRtpCapabilities } = await join(client, 'a')
  for (const { iceCandidates, iceParameters } of [send, recv]) {
    expect(iceCandidates.map(({ ip, port, protocol }) => ({ ip, port, protocol }))).toEqual([
      { ip: '127.0.0.1', port: node.rtcBasePort, protocol: 'udp' },
      { ip: '127.0.0.1', port: node.rtcBasePort, protocol: 'tcp' },
    ])
    expect(iceParameters.iceLite).toBe(true)
  }
  expect(send.id).not.toBe(recv.id)
  expect(routerRtpCapabilities).toEqual((await client.request('node:describe', {})).routerRtpCapabilities)
})

test('IPv6 is listened on beside IPv4, on the same port', async () => {
  const node = await testNode({ listen: [{ ip: '127.0.0.1' }, { ip: '::1' }] })
  const { recv } = await join(await node.connect(), 'a')
  const told = recv.iceCandidates.map(({ address, port, protocol }) => `${protocol} ${address} ${port}`)
  expect(told.toSorted()).toEqual(
    ['tcp', 'udp'].flatMap((protocol) => ['127.0.0.1', '::1'].map((ip) => `${protocol} ${ip} ${node.rtcBasePort}`)),
  )
})

test('an announced address is what browsers are told', async () => {
  const node = await testNode({ listen: [{ ip: '127.0.0.1', announced: '203.0.113.7' }] })
  const { send } = await join(await node.connect(), 'a')
  expect(new Set(send.iceCandidates.map(({ address }) => address))).toEqual(new Set(['203.0.113.7']))
})

test('UDP is preferred to TCP', async () => {
  const { send } = await join(await (await testNode()).connect(), 'a')
  const [udp, tcp] = send.iceCandidates
  expect(udp?.priority).toBeGreaterThan(tcp?.priority ?? Infinity)
})

test('joining again under the same id rebuilds the endpoint: what it had is closed and noticed', async () => {
  const { client } = await twoEndpoints()
  const camera = await produce(client, 'a', 'camera')
  const { consumers } = await subscribe(client, 'b', { producerId: camera })
  const before = await join(client, 'a')
  expect(await client.notice('producerClosed')).toEqual({
    name: 'producerClosed',
    meetingId: 'meeting',
    endpointId: 'a',
    producerId: camera,
    reason: 'replaced',
  })
  const after = await join(client, 'a')
  expect(after.send.id).not.toBe(before.send.id)
  expect(consumers).toHaveLength(1)
  const { meetings } = await client.request('meeting:list', {})
  expect(meetings[0]?.endpoints).toEqual(
    expect.arrayContaining([
      { endpointId: 'a', meetingId: 'meeting', worker: 0, producers: [], consumers: [] },
      { endpointId: 'b', meetingId: 'meeting', worker: 0, producers: [], consumers: [] },
    ]),
  )
})

test('joins of one endpoint at the same moment leave one of it', async () => {
  const node = await testNode()
  const client = await node.connect()
  const joined = await Promise.all([join(client, 'a'), join(client, 'a'), join(client, 'a')])
  expect(new Set(joined.map(({ send }) => send.id)).size).toBe(3)
  expect((await client.request('meeting:list', {})).meetings[0]?.endpoints).toHaveLength(1)
  // The last one is that which lives.
  await produce(client, 'a', 'mic')
})

test('a leave after a join that is under way leaves nothing behind', async () => {
  const node = await testNode()
  const client = await node.connect()
  await Promise.all([join(client, 'a'), client.request('endpoint:leave', { endpointId: 'a' })])
  expect((await client.request('meeting:list', {})).meetings[0]?.endpoints).toEqual([])
})

test('an endpoint cannot be in two meetings', async () => {
  const { client } = await twoEndpoints()
  expect(await refusal(join(client, 'a', 'elsewhere'))).toBe('notYours')
  expect((await client.request('meeting:list', {})).meetings.map(({ meetingId }) => meetingId)).toEqual(['meeting'])
})

test('leaving closes its producers with notice, and leaving again is fine', async () => {
  const { client } = await twoEndpoints()
  const mic = await produce(client, 'a', 'mic')
  await client.request('endpoint:leave', { endpointId: 'a' })
  expect(await client.notice('producerClosed')).toMatchObject({ producerId: mic, reason: 'endpointLeft' })
  await client.request('endpoint:leave', { endpointId: 'a' })
  expect(await refusal(client.request('endpoint:stats', { endpointId: 'a' }))).toBe('endpointNotFound')
})

test('closing a meeting closes all of it, and closing it again is fine', async () => {
  const { client } = await twoEndpoints()
  const camera = await produce(client, 'a', 'camera')
  await client.request('meeting:close', { meetingId: 'meeting' })
  expect(await client.notice('producerClosed')).toMatchObject({ producerId: camera, reason: 'requested' })
  await client.request('meeting:close', { meetingId: 'meeting' })
  expect((await client.request('meeting:list', {})).meetings).toEqual([])
  expect(await refusal(produce(client, 'a', 'camera'))).toBe('endpointNotFound')
})

test('connecting twice with the same DTLS parameters does it once; with others it is refused', async () => {
  const { client } = await twoEndpoints()
  const connect = (parameters = dtlsParameters) =>
    client.request('endpoint:connect', { endpointId: 'a', direction: 'send', dtlsParameters: parameters })
  await Promise.all([connect(), connect()])
  await connect()
  const others = {
    ...dtlsParameters,
    fingerprints: dtlsParameters.fingerprints.map((item) => ({ ...item, value: item.value.replace(/^82/, '83') })),
  }
  expect(await refusal(connect(others))).toBe('unsupportedMedia')
  await client.request('endpoint:connect', { endpointId: 'a', direction: 'recv', dtlsParameters: others })
})

test('an ICE restart gives new credentials', async () => {
  const node = await testNode()
  const client = await node.connect()
  const { recv } = await join(client, 'a')
  const { iceParameters } = await client.request('endpoint:restartIce', { endpointId: 'a', direction: 'recv' })
  expect(iceParameters.usernameFragment).not.toBe(recv.iceParameters.usernameFragment)
})

test('each source has one producer: a second replaces the first, with notice', async () => {
  const { client } = await twoEndpoints()
  const first = await produce(client, 'a', 'camera')
  const screen = await produce(client, 'a', 'screen')
  const second = await produce(client, 'a', 'camera')
  expect(await client.notice('producerClosed')).toMatchObject({
    endpointId: 'a',
    producerId: first,
    reason: 'replaced',
  })
  const { meetings } = await client.request('meeting:list', {})
  const producers = meetings[0]?.endpoints.find(({ endpointId }) => endpointId === 'a')?.producers
  expect(new Map(producers?.map(({ source, producerId }) => [source, producerId]))).toEqual(
    new Map([
      ['screen', screen],
      ['camera', second],
    ]),
  )
  expect(producers).toHaveLength(2)
})

test('producers of one source asked for at the same moment leave one, even with the same SSRCs', async () => {
  const { client } = await twoEndpoints()
  const rtpParameters = cameraParameters()
  const ask = () =>
    client.request('endpoint:produce', { endpointId: 'a', source: 'camera', rtpParameters, paused: false })
  const [, , last] = await Promise.all([ask(), ask(), ask()])
  const { meetings } = await client.request('meeting:list', {})
  expect(meetings[0]?.endpoints.flatMap(({ producers }) => producers)).toEqual([
    { producerId: last?.producerId, source: 'camera', kind: 'video', paused: false },
  ])
})

test.each([
  ['mic', cameraParameters()],
  ['screenAudio', cameraParameters()],
  ['camera', micParameters()],
  ['screen', micParameters()],
] as const)('%s refuses parameters of the other kind, and keeps the producer it has', async (source, rtpParameters) => {
  const { client } = await twoEndpoints()
  const kept = await produce(client, 'a', source)
  expect(
    await refusal(client.request('endpoint:produce', { endpointId: 'a', source, rtpParameters, paused: false })),
  ).toBe('unsupportedMedia')
  const { meetings } = await client.request('meeting:list', {})
  expect(meetings[0]?.endpoints.flatMap(({ producers }) => producers)).toMatchObject([{ producerId: kept }])
})

test('parameters that mediasoup cannot take are unsupported media', async () => {
  const { client } = await twoEndpoints()
  const produceWith = (rtpParameters: ReturnType<typeof micParameters>, source: 'mic' | 'screenAudio' = 'mic') =>
    client.request('endpoint:produce', { endpointId: 'a', source, rtpParameters, paused: false })
  const unknownCodec = { ...micParameters(), codecs: [{ mimeType: 'audio/g729', payloadType: 18, clockRate: 8000 }] }
  expect(await refusal(produceWith(unknownCodec))).toBe('unsupportedMedia')
  const mic = micParameters()
  await produceWith(mic)
  // The SSRC of the microphone, which runs.
  expect(await refusal(produceWith({ ...mic, mid: 'other' }, 'screenAudio'))).toBe('unsupportedMedia')
})

test('a producer is paused and resumed', async () => {
  const side = mediasoupSide()
  const { client } = await twoEndpoints()
  const mic = await produce(client, 'a', 'mic', true)
  const paused = () => side.producers.get(mic)?.paused
  expect(paused()).toBe(true)
  await client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: mic, paused: false })
  expect(paused()).toBe(false)
  await client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: mic, paused: true })
  expect(paused()).toBe(true)
})

test('a producer of another endpoint is not yours, one of nobody is not found', async () => {
  const { client } = await twoEndpoints()
  const camera = await produce(client, 'a', 'camera')
  expect(
    await refusal(client.request('endpoint:setProducerPaused', { endpointId: 'b', producerId: camera, paused: true })),
  ).toBe('notYours')
  expect(await refusal(client.request('endpoint:closeProducer', { endpointId: 'b', producerId: camera }))).toBe(
    'notYours',
  )
  expect(
    await refusal(client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: 'none', paused: true })),
  ).toBe('producerNotFound')
})

test('closing a producer has its answer and no notice, and closing it again is fine', async () => {
  const { client } = await twoEndpoints()
  const camera = await produce(client, 'a', 'camera')
  await client.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  await client.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  const mic = await produce(client, 'a', 'mic')
  await client.request('endpoint:leave', { endpointId: 'a' })
  await client.notice('producerClosed', ({ producerId }) => producerId === mic)
  expect(client.notices.filter(({ name }) => name === 'producerClosed')).toHaveLength(1)
})

test('statistics are those of mediasoup', async () => {
  const { client } = await twoEndpoints()
  await produce(client, 'a', 'camera')
  const stats = await client.request('endpoint:stats', { endpointId: 'a' })
  expect(stats.send).toMatchObject([{ type: 'webrtc-transport', maxIncomingBitrate: 8_000_000 }])
  expect(stats.recv).toMatchObject([{ type: 'webrtc-transport' }])
})

test('microphones with sound are told loudest first, and silence as an empty list', async () => {
  const side = mediasoupSide()
  const { client } = await twoEndpoints()
  const [router] = side.routers
  const [levels] = side.levelObservers
  if (router === undefined || levels === undefined) throw new Error('no router')
  const direct = await router.createDirectTransport()
  const speaker = async (ssrc: number) => {
    const producer = await direct.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }],
        headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 }],
        encodings: [{ ssrc }],
      },
    })
    await levels.addProducer({ producerId: producer.id })
    return producer
  }
  const [soft, loud] = [await speaker(777), await speaker(778)]
  const timer = setInterval(() => {
    soft.send(speech(777, 50))
    loud.send(speech(778, 30))
  }, 20)
  const spoken = await client.notice('audioLevels', (notice) => notice.levels.length === 2)
  clearInterval(timer)
  expect(spoken.levels).toEqual([
    { producerId: loud.id, dBov: -30 },
    { producerId: soft.id, dBov: -50 },
  ])
  await client.notice('audioLevels', (notice) => notice.levels.length === 0)
})

let sequence = 0
/** An RTP packet of Opus that says how far below 0 dBov it is, in the header extension of RFC 6464. */
function speech(ssrc: number, below: number): Buffer {
  const packet = Buffer.alloc(12 + 4 + 4 + 20)
  packet[0] = 0x90
  packet[1] = 111
  packet.writeUInt16BE((sequence += 1), 2)
  packet.writeUInt32BE(sequence * 960, 4)
  packet.writeUInt32BE(ssrc, 8)
  packet.writeUInt16BE(0xbede, 12)
  packet.writeUInt16BE(1, 14)
  packet[16] = 10 << 4
  packet[17] = 0x80 | below
  return packet
}

test('a microphone is listened to, other sound is not', async () => {
  const side = mediasoupSide()
  const { client } = await twoEndpoints()
  const mic = await produce(client, 'a', 'mic')
  await produce(client, 'a', 'screenAudio')
  await produce(client, 'a', 'camera')
  const dump = await side.routers[0]?.dump()
  const listenedTo = dump?.mapProducerIdObserverIds.filter(({ values }) => values.length > 0)
  expect(listenedTo).toEqual([{ key: mic, values: [side.levelObservers[0]?.id] }])
})

test('capabilities may follow the join', async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await join(client, 'b', 'meeting', null)
  const camera = await produce(client, 'a', 'camera')
  expect((await subscribe(client, 'b', { producerId: camera })).refused).toMatchObject([
    { producerId: camera, error: { code: 'unsupportedMedia' } },
  ])
  await client.request('endpoint:capabilities', { endpointId: 'b', rtpCapabilities: deviceCapabilities() })
  expect((await subscribe(client, 'b', { producerId: camera })).consumers).toHaveLength(1)
})
