import type { NetworkCameraFault } from '@diem-cau/sfu-contract'
import { expect, test, vi } from 'vitest'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { rtspCamera } from '../testing/rtspCamera.ts'
import { deviceCapabilities } from '../testing/fakeMedia.ts'
import { join, produce, refusal, subscribe, testNode } from '../testing/testNode.ts'

vi.setConfig({ testTimeout: 40_000 })

const SOON = { timeout: 15_000 }

/** A browser that takes H.264 as it stands in its SDP. */
function browserCapabilities() {
  const capabilities = deviceCapabilities()
  const h264 = {
    kind: 'video' as const,
    mimeType: 'video/H264',
    preferredPayloadType: 110,
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    rtcpFeedback: [],
  }
  return { ...capabilities, codecs: [...capabilities.codecs, h264] }
}

async function office() {
  const side = mediasoupSide()
  const node = await testNode({ cameraNetworks: ['127.0.0.0/8'] })
  const client = await node.connect()
  await Promise.all([join(client, 'room'), join(client, 'chair', 'meeting', browserCapabilities())])
  return { client, side }
}

type Office = Awaited<ReturnType<typeof office>>

/** Packets of a source that the node took in, and of what it sends on: where no client has its side, none is acknowledged as sent. */
async function countedOf({ side }: Office, producerId: string) {
  const producer = side.producers.get(producerId)
  const stats = (await producer?.getStats()) ?? []
  return { packets: stats.reduce((sum, { packetCount }) => sum + packetCount, 0), score: producer?.score[0]?.score }
}

const away = ({ client }: Office, fault: NetworkCameraFault) =>
  client.notice('networkCamera', ({ state }) => state.is === 'away' && state.fault === fault)

test('23.13 a camera with a password is the camera of its endpoint, its keyframes are told, and it is left with its producer', async () => {
  const { camera } = await rtspCamera({ user: 'admin', password: 'bí "mật' })
  const all = await office()
  const { client } = all
  const { producerId } = await client.request('endpoint:produceFrom', { endpointId: 'room', camera, paused: false })
  await client.notice('networkCamera', ({ state }) => state.is === 'live')
  await expect.poll(async () => (await countedOf(all, producerId)).packets, SOON).toBeGreaterThan(50)
  const told = await client.notice('networkCamera', ({ state }) => state.is === 'live' && state.keyframeMs !== null)
  expect(told.producerId).toBe(producerId)
  expect(told.state.is === 'live' && told.state.keyframeMs).toBeGreaterThan(500)
  expect(told.state.is === 'live' && told.state.keyframeMs).toBeLessThan(3000)

  const { consumers } = await subscribe(client, 'chair', { producerId })
  expect(consumers.map(({ type, rtpParameters }) => [type, rtpParameters.codecs[0]?.mimeType])).toEqual([
    ['simple', 'video/H264'],
  ])
  const { meetings } = await client.request('meeting:list', {})
  const room = meetings.flatMap(({ endpoints }) => endpoints).find(({ endpointId }) => endpointId === 'room')
  expect(room?.producers).toMatchObject([{ source: 'camera', producerId, networkCamera: { is: 'live' } }])

  await client.request('endpoint:closeProducer', { endpointId: 'room', producerId })
  expect(JSON.stringify(client.notices)).not.toContain('mật')
})

/** Has the chair take it. */
async function take({ client }: Office, producerId: string) {
  const { consumers } = await subscribe(client, 'chair', { producerId })
  const consumerIds = consumers.map(({ consumerId }) => consumerId)
  await client.request('endpoint:resume', { endpointId: 'chair', consumerIds })
}

test('23.14 a camera that nobody takes rests, and sends again to who takes it', async () => {
  const { camera } = await rtspCamera()
  const all = await office()
  const { client } = all
  const { producerId } = await client.request('endpoint:produceFrom', { endpointId: 'room', camera, paused: false })
  await client.notice('networkCamera', ({ state }) => state.is === 'live')
  const sent = async () => (await countedOf(all, producerId)).packets
  let before = -1
  const more = async () => {
    const now = await sent()
    const difference = now - before
    before = now
    return difference
  }
  const slowly = { ...SOON, interval: 1000 }
  await expect.poll(more, slowly).toBe(0)
  await take(all, producerId)
  await expect.poll(more, slowly).toBeGreaterThan(20)
  await subscribe(client, 'chair')
  await expect.poll(more, slowly).toBe(0)
  expect(client.notices.filter((n) => n.name === 'networkCamera' && n.state.is === 'away')).toEqual([])
})

test('23.14 a camera that freezes is told after 5 s and taken again by itself when it is back', async () => {
  const { camera, freeze, kill } = await rtspCamera()
  const all = await office()
  const { client } = all
  const { producerId } = await client.request('endpoint:produceFrom', { endpointId: 'room', camera, paused: false })
  await client.notice('networkCamera', ({ state }) => state.is === 'live')
  await take(all, producerId)
  freeze()
  await away(all, 'noAnswer')
  const before = client.notices.length
  await kill()
  await rtspCamera({ port: camera.port })
  await expect
    .poll(() => client.notices.slice(before).some((n) => n.name === 'networkCamera' && n.state.is === 'live'), SOON)
    .toBe(true)
  const { packets } = await countedOf(all, producerId)
  await expect.poll(async () => (await countedOf(all, producerId)).packets, SOON).toBeGreaterThan(packets + 20)
})

test('23.18 its room may receive it as the others do, and nothing else of its own', async () => {
  const { camera } = await rtspCamera()
  const { client } = await office()
  await client.request('endpoint:capabilities', { endpointId: 'room', rtpCapabilities: browserCapabilities() })
  const { producerId } = await client.request('endpoint:produceFrom', { endpointId: 'room', camera, paused: false })
  expect((await subscribe(client, 'room', { producerId })).consumers).toMatchObject([{ producerId, kind: 'video' }])
  const screen = await produce(client, 'room', 'screen')
  expect((await subscribe(client, 'room', { producerId }, { producerId: screen })).refused).toMatchObject([
    { producerId: screen, error: { code: 'notYours' } },
  ])
})

test('23.15 a wrong password, another codec, a wrong path, frames out of order and too much are told apart', async () => {
  const [locked, h265, open, ordered, large] = await Promise.all([
    rtspCamera({ user: 'admin', password: 'right' }),
    rtspCamera({ codec: 'h265' }),
    rtspCamera(),
    rtspCamera({ codec: 'bframes', keyframes: 50 }),
    rtspCamera({ codec: 'large' }),
  ])
  const cases = [
    ['wrongPassword', { ...locked.camera, password: 'wrong' }],
    ['wrongPassword', { ...locked.camera, user: '' }],
    ['codec', h265.camera],
    ['notFound', { ...open.camera, path: '/nothing' }],
    ['bFrames', ordered.camera],
    ['tooMuch', large.camera],
    ['notAllowed', { ...open.camera, host: '169.254.169.254' }],
  ] as const
  const all = await office()
  for (const [index, [fault, camera]] of cases.entries()) {
    const endpointId = `e${index}`
    await join(all.client, endpointId)
    await all.client.request('endpoint:produceFrom', { endpointId, camera, paused: false })
    const notice = await all.client.notice(
      'networkCamera',
      (told) => told.endpointId === endpointId && told.state.is === 'away',
    )
    expect([endpointId, notice.state]).toEqual([endpointId, { is: 'away', fault }])
  }
})

test('23.17 a camera is tried without a meeting: its keyframes, or what is wrong with it', async () => {
  const { camera, kill } = await rtspCamera({ user: 'admin', password: 'right' })
  const { client } = await office()
  const state = async (tried: typeof camera) => (await client.request('node:tryCamera', { camera: tried })).state
  const found = await state(camera)
  expect(found).toMatchObject({ is: 'live' })
  expect(found.is === 'live' && found.keyframeMs).toBeGreaterThan(500)
  expect(await state({ ...camera, password: 'wrong' })).toEqual({ is: 'away', fault: 'wrongPassword' })
  await kill()
  expect(await state(camera)).toEqual({ is: 'away', fault: 'noAnswer' })
})

test('what is no address of a camera is refused before anything is connected', async () => {
  const { client } = await office()
  const camera = { host: '127.0.0.1', port: 554, path: '/x', user: '', password: '' }
  for (const wrong of [
    { host: 'a b' },
    { host: 'user@host' },
    { path: '/x\r\nCSeq: 9' },
    { path: 'x' },
    { user: 'a:b' },
    { password: 'a\nb' },
    { port: 0 },
  ])
    expect(
      await refusal(
        client.request('endpoint:produceFrom', { endpointId: 'room', camera: { ...camera, ...wrong }, paused: false }),
      ),
      JSON.stringify(wrong),
    ).toBe('badRequest')
})

test('a paused camera sends nothing, and its endpoint’s end ends it', async () => {
  const { camera } = await rtspCamera()
  const all = await office()
  const { client, side } = all
  const { producerId } = await client.request('endpoint:produceFrom', { endpointId: 'room', camera, paused: true })
  await client.notice('networkCamera', ({ state }) => state.is === 'live')
  expect((await countedOf(all, producerId)).packets).toBe(0)
  await client.request('endpoint:setProducerPaused', { endpointId: 'room', producerId, paused: false })
  await expect.poll(async () => (await countedOf(all, producerId)).packets, SOON).toBeGreaterThan(0)
  await client.request('endpoint:leave', { endpointId: 'room' })
  expect(side.producers.get(producerId)?.closed).toBe(true)
})
