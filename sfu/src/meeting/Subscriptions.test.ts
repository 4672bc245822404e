import { expect, test } from 'vitest'
import { deviceCapabilities } from '../testing/fakeMedia.ts'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { join, produce, refusal, subscribe, testNode } from '../testing/testNode.ts'

/** Endpoint `a` with camera and microphone, `b` with capabilities. */
async function meeting(kinds?: readonly ('audio' | 'video')[]) {
  const side = mediasoupSide()
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await join(client, 'b', 'meeting', deviceCapabilities(kinds))
  const camera = await produce(client, 'a', 'camera')
  const mic = await produce(client, 'a', 'mic')
  const consumer = (id: string) => {
    const found = side.consumers.get(id)
    if (found === undefined) throw new Error(`mediasoup has no consumer ${id}`)
    return found
  }
  const held = async () => {
    const { meetings } = await client.request('meeting:list', {})
    return meetings[0]?.endpoints.find(({ endpointId }) => endpointId === 'b')?.consumers ?? []
  }
  return { node, client, camera, mic, side, consumer, held }
}

test('consumers are made paused, with what their client needs', async () => {
  const { client, camera, mic, consumer } = await meeting()
  const { consumers, closed, refused } = await subscribe(
    client,
    'b',
    { producerId: camera, layers: { spatial: 1, temporal: 2 } },
    { producerId: mic },
  )
  expect({ closed, refused }).toEqual({ closed: [], refused: [] })
  expect(new Map(consumers.map(({ producerId, kind, type }) => [producerId, { kind, type }]))).toEqual(
    new Map([
      [camera, { kind: 'video', type: 'simulcast' }],
      [mic, { kind: 'audio', type: 'simple' }],
    ]),
  )
  for (const { consumerId, rtpParameters, producerPaused } of consumers) {
    expect(consumer(consumerId)).toMatchObject({ paused: true })
    expect(rtpParameters.encodings).toHaveLength(1)
    expect(producerPaused).toBe(false)
  }
})

test('21.7 sound that is lost may be asked for again, as pictures may', async () => {
  const { client, camera, mic } = await meeting()
  const { consumers } = await subscribe(client, 'b', { producerId: camera }, { producerId: mic })
  for (const { kind, rtpParameters } of consumers)
    expect(rtpParameters.codecs[0]?.rtcpFeedback, kind).toContainEqual({ type: 'nack', parameter: '' })
})

test('repeating a subscription does nothing twice', async () => {
  const { client, camera, mic, side, held } = await meeting()
  const sources = [{ producerId: camera, priority: 9 }, { producerId: mic }]
  await subscribe(client, 'b', ...sources)
  const before = await held()
  expect(await subscribe(client, 'b', ...sources)).toEqual({ consumers: [], closed: [], refused: [] })
  expect(await held()).toEqual(before)
  expect(side.consumers.size).toBe(2)
})

test('subscriptions of one endpoint at the same moment make each consumer once', async () => {
  const { client, camera, mic, side } = await meeting()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => subscribe(client, 'b', { producerId: camera }, { producerId: mic })),
  )
  expect(answers.flatMap(({ consumers }) => consumers)).toHaveLength(2)
  expect(side.consumers.size).toBe(2)
})

test('what is not in the list any more is closed', async () => {
  const { client, camera, mic, consumer, held } = await meeting()
  const { consumers } = await subscribe(client, 'b', { producerId: camera }, { producerId: mic })
  const video = consumers.find(({ producerId }) => producerId === camera)
  const { closed } = await subscribe(client, 'b', { producerId: mic })
  expect(closed).toEqual([video?.consumerId])
  expect(consumer(closed[0] ?? '').closed).toBe(true)
  expect((await held()).map(({ producerId }) => producerId)).toEqual([mic])
  await subscribe(client, 'b')
  expect(await held()).toEqual([])
})

test('a producer named twice counts as its last mention says', async () => {
  const { client, camera, consumer } = await meeting()
  const { consumers } = await subscribe(
    client,
    'b',
    { producerId: camera, priority: 2 },
    { producerId: camera, priority: 7 },
  )
  expect(consumers).toHaveLength(1)
  expect(consumer(consumers[0]?.consumerId ?? '').priority).toBe(7)
})

test('what cannot be had is refused each with its reason, and the rest is done', async () => {
  const { client, camera, mic } = await meeting(['audio'])
  const own = await produce(client, 'b', 'mic')
  await join(client, 'c', 'elsewhere')
  const elsewhere = await produce(client, 'c', 'mic')
  const { consumers, refused } = await subscribe(
    client,
    'b',
    { producerId: camera },
    { producerId: mic },
    { producerId: own },
    { producerId: elsewhere },
    { producerId: 'none' },
  )
  expect(consumers.map(({ producerId }) => producerId)).toEqual([mic])
  expect(new Map(refused.map(({ producerId, error }) => [String(producerId), error.code]))).toEqual(
    new Map(
      [
        [camera, 'unsupportedMedia'],
        [own, 'notYours'],
        [elsewhere, 'producerNotFound'],
        ['none', 'producerNotFound'],
      ].map(([id, code]) => [String(id), code]),
    ),
  )
})

test('media flows when the client is ready and the source is not held: whichever comes last', async () => {
  const { client, camera, consumer } = await meeting()
  const { consumers } = await subscribe(client, 'b', { producerId: camera, paused: true })
  const consumerId = consumers[0]?.consumerId ?? ''
  const paused = () => consumer(consumerId).paused
  const resume = () => client.request('endpoint:resume', { endpointId: 'b', consumerIds: [consumerId] })
  await resume()
  expect(paused(), 'ready, but held').toBe(true)
  await subscribe(client, 'b', { producerId: camera })
  expect(paused(), 'ready and wanted').toBe(false)
  await subscribe(client, 'b', { producerId: camera, paused: true })
  expect(paused(), 'held again').toBe(true)
  await resume()
  expect(paused(), 'the client does not override what is wanted').toBe(true)
})

test('a source that is wanted does not flow before its client is ready', async () => {
  const { client, camera, consumer } = await meeting()
  const { consumers } = await subscribe(client, 'b', { producerId: camera, paused: true })
  await subscribe(client, 'b', { producerId: camera, paused: false })
  expect(consumer(consumers[0]?.consumerId ?? '').paused).toBe(true)
})

test('layers and priority are told when they change, and only then', async () => {
  const { client, camera, consumer } = await meeting()
  const { consumers } = await subscribe(client, 'b', {
    producerId: camera,
    layers: { spatial: 0, temporal: 0 },
    priority: 3,
  })
  const part = consumer(consumers[0]?.consumerId ?? '')
  expect(part).toMatchObject({ preferredLayers: { spatialLayer: 0, temporalLayer: 0 }, priority: 3 })
  const told: string[] = []
  const [setPreferredLayers, setPriority] = [part.setPreferredLayers.bind(part), part.setPriority.bind(part)]
  part.setPreferredLayers = (layers) => (told.push('layers'), setPreferredLayers(layers))
  part.setPriority = (priority) => (told.push('priority'), setPriority(priority))
  await subscribe(client, 'b', { producerId: camera, layers: { spatial: 0, temporal: 0 }, priority: 3 })
  expect(told).toEqual([])
  await subscribe(client, 'b', { producerId: camera, layers: { spatial: 2, temporal: 1 }, priority: 3 })
  expect(told).toEqual(['layers'])
  await subscribe(client, 'b', { producerId: camera, layers: { spatial: 2, temporal: 1 }, priority: 200 })
  expect(told).toEqual(['layers', 'priority'])
  expect(part).toMatchObject({ preferredLayers: { spatialLayer: 2, temporalLayer: 1 }, priority: 200 })
})

test('a consumer whose producer ends is gone by itself, and not among the closed', async () => {
  const { client, camera, mic, held } = await meeting()
  await subscribe(client, 'b', { producerId: camera }, { producerId: mic })
  await client.request('endpoint:closeProducer', { endpointId: 'a', producerId: camera })
  await expect.poll(held).toMatchObject([{ producerId: mic }])
  const { closed, refused } = await subscribe(client, 'b', { producerId: camera }, { producerId: mic })
  expect(closed).toEqual([])
  expect(refused).toMatchObject([{ producerId: camera, error: { code: 'producerNotFound' } }])
})

test('a producer that ends while it is subscribed to leaves no consumer behind, whichever comes first', async () => {
  const { client, held } = await meeting()
  for (let round = 0; round < 20; round += 1) {
    const producerId = await produce(client, 'a', 'screen')
    const [{ consumers, refused }] = await Promise.all([
      subscribe(client, 'b', { producerId }),
      client.request('endpoint:closeProducer', { endpointId: 'a', producerId }),
    ])
    expect(consumers.length + refused.length).toBe(1)
    for (const { error } of refused) expect(error.code).toBe('producerNotFound')
  }
  await expect.poll(held).toEqual([])
})

test('an endpoint that leaves while it subscribes gets an answer, and leaves nothing behind', async () => {
  const { client, camera, mic, side } = await meeting()
  const subscribing = subscribe(client, 'b', { producerId: camera }, { producerId: mic }).then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
  await client.request('endpoint:leave', { endpointId: 'b' })
  expect(['done', 'unavailable']).toContain(await subscribing)
  await expect.poll(() => [...side.consumers.values()].every(({ closed }) => closed)).toBe(true)
})

test('a consumer that is gone is passed over in a resume, one of another endpoint is not yours', async () => {
  const { client, camera, mic, consumer } = await meeting()
  const { consumers } = await subscribe(client, 'b', { producerId: camera }, { producerId: mic })
  const [first, second] = consumers.map(({ consumerId }) => consumerId)
  if (first === undefined || second === undefined) throw new Error('no consumers')
  expect(await refusal(client.request('endpoint:resume', { endpointId: 'a', consumerIds: [first] }))).toBe('notYours')
  expect(consumer(first).paused).toBe(true)
  await client.request('endpoint:resume', { endpointId: 'b', consumerIds: ['gone', second] })
  expect(consumer(second).paused).toBe(false)
})

test('a consumer whose producer closes while it is resumed is passed over', async () => {
  const { client, held } = await meeting()
  for (let round = 0; round < 20; round += 1) {
    const producerId = await produce(client, 'a', 'screen')
    const { consumers } = await subscribe(client, 'b', { producerId })
    await Promise.all([
      client.request('endpoint:closeProducer', { endpointId: 'a', producerId }),
      client.request('endpoint:resume', {
        endpointId: 'b',
        consumerIds: consumers.map(({ consumerId }) => consumerId),
      }),
    ])
  }
  await expect.poll(held).toEqual([])
})

test('a paused producer is told with its consumer', async () => {
  const { client, camera } = await meeting()
  await client.request('endpoint:setProducerPaused', { endpointId: 'a', producerId: camera, paused: true })
  expect((await subscribe(client, 'b', { producerId: camera })).consumers).toMatchObject([{ producerPaused: true }])
})

test('18.5 an endpoint that tries its line receives what it sends', async () => {
  const side = mediasoupSide()
  const node = await testNode()
  const client = await node.connect()
  await client.request('endpoint:join', {
    meetingId: 'echo.1',
    endpointId: 'echo.1',
    rtpCapabilities: deviceCapabilities(),
    voice: true,
    echo: { bitrate: 1_500_000 },
  })
  const own = await produce(client, 'echo.1', 'camera')
  const { consumers, refused } = await subscribe(client, 'echo.1', { producerId: own })
  expect([consumers.map(({ producerId }) => producerId), refused]).toEqual([[own], []])
  await client.request('endpoint:resume', { endpointId: 'echo.1', consumerIds: consumers.map((c) => c.consumerId) })
  expect(side.consumers.get(consumers[0]?.consumerId ?? '')?.paused).toBe(false)
  expect(
    await refusal(
      client.request('endpoint:join', {
        meetingId: 'echo.2',
        endpointId: 'echo.2',
        rtpCapabilities: null,
        voice: true,
        echo: { bitrate: 1 },
      }),
    ),
  ).toBe('badRequest')
})
