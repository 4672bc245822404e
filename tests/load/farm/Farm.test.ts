import { createSocket } from 'node:dgram'
import { on, once } from 'node:events'
import type { types } from 'mediasoup'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { BareSfu, consume, produce } from './BareSfu.ts'
import { Farm } from './Farm.ts'
import type { FarmTrack } from './FarmTrack.ts'
import { NarrowLine } from './NarrowLine.ts'

type Ends = Awaited<ReturnType<BareSfu['connect']>>
type Consumed = Awaited<ReturnType<typeof consume>>

let sfu: BareSfu
let farm: Farm
let sender: Ends
let viewer: Ends
let mic: FarmTrack
let micProducer: types.Producer
let camera: FarmTrack
let cameraProducer: types.Producer
let sound: Consumed
let picture: Consumed

beforeAll(async () => {
  ;[sfu, farm] = await Promise.all([BareSfu.start(), Farm.start()])
  ;[sender, viewer] = await Promise.all([sfu.connect(farm), sfu.connect(farm)])
  ;[mic, camera] = await Promise.all([sender.far.produceAudio(), sender.far.produceVideo()])
  ;[micProducer, cameraProducer] = await Promise.all([produce(sender.server, mic), produce(sender.server, camera)])
  ;[sound, picture] = await Promise.all([
    consume(sfu, viewer, micProducer),
    consume(sfu, viewer, cameraProducer, { spatialLayer: 0 }),
  ])
})

afterAll(async () => {
  await farm?.close()
  sfu?.[Symbol.dispose]()
})

/** The part of mediasoup's `bwe` trace that is read here. */
const Estimate = z.object({ type: z.literal('bwe'), info: z.object({ availableBitrate: z.number() }) })

const receivedOf = async ({ far }: Ends, ssrc: number) => (await far.stats()).received.find((one) => one.ssrc === ssrc)
const gapOf = async (listener: number) => {
  const found = (await farm.gaps()).find((gap) => gap.listener === listener)
  if (!found) throw new Error(`listener ${listener} never had a packet`)
  return found
}
const now = () => performance.timeOrigin + performance.now()

/** Asks for a layer and, unless it is there, waits for the key frame that begins it. */
async function switchTo(spatialLayer: number, height: number): Promise<void> {
  if (picture.consumer.currentLayers?.spatialLayer === spatialLayer) return
  const begun = viewer.far.keyFrame(picture.ssrc, height)
  await picture.consumer.setPreferredLayers({ spatialLayer, temporalLayer: 2 })
  await begun
  // The worker tells which layer it is after the first packet of it, and the next call would go by the old one.
  while (picture.consumer.currentLayers?.spatialLayer !== spatialLayer) await once(picture.consumer, 'layerschange')
}

test('Opus and VP8 arrive, authentic and whole', async () => {
  await Promise.all([viewer.far.packets(sound.ssrc, 25), viewer.far.packets(picture.ssrc, 15)])
  const { received, unauthentic } = await viewer.far.stats()
  expect(unauthentic).toBe(0)
  expect(
    received.map(({ ssrc, announced, lost }) => ({ ssrc, announced, lost })).toSorted((a, b) => a.ssrc - b.ssrc),
  ).toEqual([sound.ssrc, picture.ssrc].toSorted((a, b) => a - b).map((ssrc) => ({ ssrc, announced: true, lost: 0 })))
})

test('the arrival of a packet is told in the time of this process', async () => {
  const before = now()
  const { arrival } = await viewer.far.watch(sound.ssrc)
  const at = await arrival
  // The clocks are the same one, but this process reads it as of its start: a step of NTP stays in between.
  expect(at).toBeGreaterThan(before - 50)
  expect(at).toBeLessThan(now() + 50)
})

test('the longest time without a packet is told, over a cut cable too, which lets nothing through and is silent about it', async () => {
  const { far, server } = await sfu.connect(farm)
  const { ssrc } = await consume(sfu, { far, server }, micProducer, { listener: 7 })
  await far.packets(ssrc, 10)
  await farm.beginGaps()
  await far.packets(ssrc, 10)
  const whole = await gapOf(7)
  await far.cut(true)
  // Half a second by another's microphone packets, 20 ms each.
  await viewer.far.packets(sound.ssrc, 25)
  const cut = await gapOf(7)
  await far.cut(false)
  await far.packets(ssrc, 10)
  const mended = await gapOf(7)
  expect(whole.longestUs).toBeGreaterThan(0)
  expect(cut.openUs).toBeGreaterThan(300_000)
  expect(cut.longestUs).toBeGreaterThanOrEqual(cut.openUs)
  expect(mended.longestUs).toBeGreaterThanOrEqual(cut.openUs)
  expect(mended.openUs).toBeLessThan(mended.longestUs)
  await far.close()
})

test('sound that a listener has heard already ends no silence when it comes again, late, over another line', async () => {
  using line = await NarrowLine.open()
  const [direct, late] = await Promise.all([sfu.connect(farm), sfu.connect(farm, line)])
  const [first, second] = await Promise.all([
    consume(sfu, direct, micProducer, { listener: 8 }),
    consume(sfu, late, micProducer, { listener: 8 }),
  ])
  await Promise.all([direct.far.packets(first.ssrc, 10), late.far.packets(second.ssrc, 10)])
  // A packet takes some 80 ms here, and waits a quarter of a second for those before it.
  line.rate = 13_000
  await late.far.packets(second.ssrc, 8)
  await farm.beginGaps()
  await direct.far.cut(true)
  await late.far.packets(second.ssrc, 8)
  expect((await gapOf(8)).longestUs).toBeGreaterThan(180_000)
  await Promise.all([direct.far.close(), late.far.close()])
})

test('how long sound is on its way is told from its first packet to its last, and counted anew each time', async () => {
  await farm.delays()
  await viewer.far.packets(sound.ssrc, 25)
  const { count, p50Us, p95Us, p99Us, longestUs } = await farm.delays()
  expect(count).toBeGreaterThanOrEqual(24)
  expect([p50Us, p95Us, p99Us, longestUs]).toEqual([p50Us, p95Us, p99Us, longestUs].toSorted((a, b) => a - b))
  expect(p50Us).toBeGreaterThan(0)
  expect((await farm.delays()).count).toBeLessThan(count)
})

test('layers of a camera are sent up to the one that is wanted, and begin again with a key frame', async () => {
  const packets = async () => {
    const { sent } = await sender.far.stats()
    return camera.ssrcs.map((ssrc) => sent.find((one) => one.ssrc === ssrc)?.packets ?? 0)
  }
  await switchTo(0, 180)
  await camera.sendUpTo(0)
  const before = await packets()
  await viewer.far.packets(picture.ssrc, 10)
  const after = await packets()
  expect(after.map((count, layer) => count > (before[layer] ?? 0))).toEqual([true, false, false])
  await camera.sendUpTo(2)
  await switchTo(1, 360)
})

test('a PLI is answered with a key frame of the layer that is watched', async () => {
  await switchTo(0, 180)
  const asked = camera.keyFrameRequest(0)
  const answered = viewer.far.keyFrame(picture.ssrc)
  await viewer.far.askKeyFrame(picture.ssrc)
  await asked
  expect(await answered).toMatchObject({ width: 320, height: 180 })
})

test('the bandwidth estimation opens, and the whole top layer comes', { timeout: 15_000 }, async () => {
  await switchTo(0, 180)
  const top = viewer.far.keyFrame(picture.ssrc, 720)
  const inTime = { signal: AbortSignal.timeout(12_000) }
  const estimates = on(viewer.server, 'trace', inTime)
  await viewer.server.enableTraceEvent(['bwe'])
  await picture.consumer.setPreferredLayers({ spatialLayer: 2, temporalLayer: 2 })
  expect(await top).toMatchObject({ width: 1280 })
  for await (const [trace] of estimates) {
    // mediasoup begins at 600,000; the top layer takes a million.
    if (Estimate.parse(trace).info.availableBitrate > 1_000_000) break
  }
  await viewer.server.enableTraceEvent([])
  while (picture.consumer.currentLayers?.temporalLayer !== 2) await once(picture.consumer, 'layerschange', inTime)
  expect(picture.consumer.currentLayers).toEqual({ spatialLayer: 2, temporalLayer: 2 })
  expect(await receivedOf(viewer, picture.ssrc)).toMatchObject({ height: 720, lost: 0 })
})

test('layers are switched, both ways', async () => {
  await switchTo(1, 360)
  await switchTo(0, 180)
  await switchTo(1, 360)
  await viewer.far.packets(picture.ssrc, 10)
  expect(await receivedOf(viewer, picture.ssrc)).toMatchObject({ height: 360, lost: 0 })
})

test('a client that sends without the floor is not heard, and is at once when it has it', async () => {
  const intruder = await sfu.connect(farm)
  const voice = await intruder.far.produceAudio({ muted: true })
  const producer = await produce(intruder.server, voice, true)
  const heard = await consume(sfu, viewer, producer)
  await voice.unmute()
  await viewer.far.packets(sound.ssrc, 25) // half a second of somebody who may
  const { sent } = await intruder.far.stats()
  expect(sent[0]?.packets).toBeGreaterThan(20)
  expect(await receivedOf(viewer, heard.ssrc)).toMatchObject({ packets: 0, firstArrival: null })

  const granted = now()
  await producer.resume()
  expect((await viewer.far.firstPacket(heard.ssrc)) - granted).toBeLessThan(500)
  await intruder.far.close()
})

test('an ICE restart is survived', async () => {
  const iceParameters = await viewer.server.restartIce()
  await viewer.far.restartIce(iceParameters)
  await viewer.far.packets(sound.ssrc, 25)
  expect(viewer.server.iceState).toBe('completed')
  expect(viewer.server.dtlsState).toBe('connected')
  expect(await receivedOf(viewer, sound.ssrc)).toMatchObject({ lost: 0 })
})

test('a server refuses checks with a wrong password', async () => {
  const server = await sfu.open()
  await server.connect({ dtlsParameters: farm.dtlsParameters })
  const { id, iceParameters, iceCandidates, dtlsParameters } = server
  const far = await farm.open({
    id,
    iceParameters: { ...iceParameters, password: 'not the password of it' },
    iceCandidates,
    dtlsParameters,
  })
  await expect(far.connected).rejects.toThrow('ICE')
  expect(server.iceState).toBe('new')
  await far.close()
})

const WRONG = { algorithm: 'sha-256', value: Array(32).fill('00').join(':') } as const

test('a line that does not come up says for what it was waited', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const { id, iceParameters, iceCandidates, dtlsParameters } = await sfu.open()
  const elsewhere = iceCandidates.map((candidate) => ({
    ...candidate,
    address: '127.0.0.1',
    port: silent.address().port,
  }))
  const far = await farm.open({ id, iceParameters, iceCandidates: elsewhere, dtlsParameters }, 100)
  await expect(far.connected).rejects.toThrow('no connected or failed or iceRefused from the farm within 100 ms')
  await far.close()
  silent.close()
})

test('a server whose certificate has another fingerprint is refused', async () => {
  const server = await sfu.open()
  await server.connect({ dtlsParameters: farm.dtlsParameters })
  const { id, iceParameters, iceCandidates } = server
  const far = await farm.open({ id, iceParameters, iceCandidates, dtlsParameters: { fingerprints: [WRONG] } })
  await expect(far.connected).rejects.toThrow('fingerprint')
  await far.close()
})

test('a server that was told another fingerprint refuses the farm', async () => {
  const server = await sfu.open()
  await server.connect({ dtlsParameters: { role: 'client', fingerprints: [WRONG] } })
  const failed = new Promise((resolve) => server.on('dtlsstatechange', (state) => state === 'failed' && resolve(state)))
  const far = await farm.open(server)
  expect(await failed).toBe('failed')
  await far.close()
})

test('media flows with AES-CM and HMAC-SHA1 too', async () => {
  await using other = await Farm.start({ profiles: ['SRTP_AES128_CM_SHA1_80'] })
  const ends = await sfu.connect(other)
  expect(await ends.far.connected).toBe('SRTP_AES128_CM_SHA1_80')
  const back = await produce(ends.server, await ends.far.produceAudio())
  const here = await consume(sfu, viewer, back)
  const there = await consume(sfu, ends, cameraProducer, { spatialLayer: 0 })
  await Promise.all([viewer.far.packets(here.ssrc, 10), ends.far.packets(there.ssrc, 10)])
  expect((await ends.far.stats()).unauthentic).toBe(0)
})

test('an endpoint has a transport for each direction, as the product gives them', async () => {
  const endpoint = farm.endpoint()
  expect(() => endpoint.send).toThrow('connect the send transport first')
  const [send, recv] = await Promise.all([sfu.open(), sfu.open()])
  await send.connect({ dtlsParameters: await endpoint.connect('send', send) })
  await recv.connect({ dtlsParameters: await endpoint.connect('recv', recv) })
  await Promise.all([endpoint.send.connected, endpoint.recv.connected])
  const echo = await produce(send, await endpoint.send.produceAudio())
  const { ssrc } = await consume(sfu, { server: recv, far: endpoint.recv }, echo)
  await endpoint.recv.packets(ssrc, 5)
  await endpoint.close()
})

test('what is not a command is answered, not obeyed', async () => {
  await expect(sender.far.askKeyFrame(1)).resolves.toBeUndefined()
  const gone = await sfu.connect(farm)
  await gone.far.close()
  await expect(gone.far.stats()).rejects.toThrow('no such transport')
})
