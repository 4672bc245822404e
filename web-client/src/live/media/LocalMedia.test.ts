import { ProducerId, type Source } from '@diem-cau/signaling-contract'
import { afterEach, expect, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeMediaDevices } from '../testing/FakeMediaDevices.ts'
import { LocalMedia } from './LocalMedia.ts'
import type { ProducerHandle, Wanted } from './LegPublisher.ts'
import { NETWORK_CAMERA } from './networkCamera.ts'
import { OPEN } from './uplink/nextUplink.ts'
import { Publisher } from './Publisher.ts'

afterEach(() => void vi.unstubAllGlobals())

const bothOn = { micId: null, cameraId: null, micOn: true, cameraOn: true }

/** Media of a PC with these plugged in. */
function media({ audio = ['headset'], video = ['front', 'back'], ...wishes } = {}, options = bothOn) {
  const browser = new FakeMediaDevices({ audio, video })
  vi.stubGlobal('navigator', { mediaDevices: browser, permissions: browser.permissions })
  const local = new LocalMedia({ ...options, ...wishes })
  const kinds = () => [local.snapshot.mic.kind, local.snapshot.camera.kind]
  return { browser, local, kinds }
}

test('camera and microphone are asked for with one question', async () => {
  const { browser, local, kinds } = media()
  const opened = local.open()
  expect(kinds()).toEqual(['starting', 'starting'])
  await opened
  expect([browser.asked, kinds()]).toEqual([['audio, video'], ['on', 'on']])
})

test('what is not wanted is not asked for, and what is open is not asked for again', async () => {
  const { browser, local, kinds } = media({}, { ...bothOn, cameraOn: false })
  await local.open()
  expect([browser.asked, kinds()]).toEqual([['audio'], ['on', 'off']])
  await local.open()
  expect(browser.asked).toHaveLength(1)
})

test('4.2 what the seat may not open is never asked for', async () => {
  const { browser, local, kinds } = media()
  local.allow(['camera'])
  await local.open()
  await local.setMic(true)
  expect([browser.asked, kinds()]).toEqual([['video'], ['off', 'on']])
})

test('a room without a camera gets its microphone', async () => {
  const { browser, local } = media({ video: [] })
  await local.open()
  expect(browser.asked).toEqual(['audio, video', 'audio', 'video'])
  expect(local.snapshot).toMatchObject({ mic: { kind: 'on' }, camera: { kind: 'problem', problem: 'notFound' } })
})

test('two wishes to open are one question', async () => {
  const { browser, local, kinds } = media()
  await Promise.all([local.open(), local.open()])
  expect([browser.asked, kinds()]).toEqual([['audio, video'], ['on', 'on']])
})

test('switched off while the browser asks for both, its camera stays dark', async () => {
  const { browser, local, kinds } = media()
  const answer = browser.hold()
  const opened = local.open()
  await local.setCamera(false)
  answer()
  await opened
  expect([kinds(), browser.lit]).toEqual([['on', 'off'], ['headset']])
})

test.each([
  ['closed', (local: LocalMedia) => local.close()],
  ['left for good', (local: LocalMedia) => local.dispose()],
])('a page that is %s while the browser asks leaves no light on', async (_, leave) => {
  const { browser, local, kinds } = media()
  const answer = browser.hold()
  const opened = local.open()
  leave(local)
  answer()
  await opened
  expect([kinds(), browser.tracks.length, browser.lit]).toEqual([['off', 'off'], 2, []])
})

test('left while the browser asks and then refuses, nobody is asked again', async () => {
  const { browser, local } = media()
  const answer = browser.hold()
  const opened = local.open()
  local.close()
  browser.permission = 'denied'
  answer()
  await opened
  expect(browser.asked).toEqual(['audio, video'])
})

test('a camera that was chosen is opened again after the meeting was left', async () => {
  const { local } = media()
  await local.open()
  await local.camera.select('back')
  local.close()
  await local.open()
  expect(local.snapshot.camera).toMatchObject({ kind: 'on', deviceId: 'back' })
})

test('a muted microphone stays open, so that it is back at once; the lobby gives it back', async () => {
  const { browser, local } = media()
  await local.open()
  await local.setMic(false)
  expect([local.snapshot.micOn, local.snapshot.mic.kind]).toEqual([false, 'on'])
  await local.setMic(true)
  expect(browser.asked).toHaveLength(1)
  await local.setMic(false, { release: true })
  expect([local.snapshot.mic.kind, browser.lit]).toEqual(['off', ['front']])
})

test('a key that is let go before the microphone is open leaves it closed', async () => {
  const { browser, local } = media({}, { ...bothOn, micOn: false })
  const answer = browser.hold()
  const pressed = local.setMic(true)
  await local.setMic(false)
  answer()
  await pressed
  await settled()
  expect([local.snapshot.micOn, local.snapshot.mic.kind, browser.lit]).toEqual([false, 'off', []])
})

test('a microphone that is broken and not wanted any more is no problem', async () => {
  const { local } = media({ audio: [] })
  await local.setMic(true)
  expect(local.snapshot.mic).toEqual({ kind: 'problem', problem: 'notFound' })
  await local.setMic(false)
  expect(local.snapshot.mic).toEqual({ kind: 'off' })
})

test('every change is told, with all that there is', async () => {
  const { local } = media()
  const told: string[] = []
  local.change$.on(({ camera, cameraOn, screen }) =>
    told.push(`${camera.kind} ${cameraOn} ${screen ? 'screen' : 'no screen'}`),
  )
  await local.setCamera(true)
  await local.screen.start()
  await local.setCamera(false)
  expect(told.filter((line, index) => line !== told[index - 1])).toEqual([
    'starting true no screen',
    'on true no screen',
    'on true screen',
    'off false screen',
  ])
})

/** Takes everything but these sources. */
class Target {
  readonly produced: string[] = []
  readonly #refused: readonly Source[]

  constructor(refused: readonly Source[]) {
    this.#refused = refused
  }

  produce(source: Source, { track, paused }: Wanted): Promise<ProducerHandle> {
    this.produced.push(paused ? `${source} paused` : source)
    if (this.#refused.includes(source)) return Promise.reject(new Error('refused'))
    const done = () => Promise.resolve()
    return Promise.resolve({
      id: ProducerId.parse(source),
      track,
      paused,
      layer: undefined,
      shape: OPEN.shape,
      setPaused: done,
      replaceTrack: done,
      send: done,
      close: done,
    })
  }
}

async function published(local: LocalMedia, refused: readonly Source[] = []): Promise<readonly string[]> {
  const target = new Target(refused)
  const publisher = new Publisher((source) => {
    if (source === 'screen') local.screen.stop()
  })
  publisher.setTargets({ session: target, beside: null, former: null })
  local.publish(publisher)
  await settled()
  return target.produced
}

test('what is on is sent, a muted microphone without a packet', async () => {
  const { browser, local } = media()
  browser.screen = ['video', 'audio']
  await local.open()
  await local.setMic(false)
  await local.screen.start()
  expect(await published(local)).toEqual(['mic paused', 'camera', 'screen', 'screenAudio'])
})

test('4.3 when the screen is refused its sound is not asked for', async () => {
  const { browser, local } = media()
  browser.screen = ['video', 'audio']
  await local.screen.start()
  expect(await published(local, ['screen'])).toEqual(['screen'])
})

test('23.14 with the room’s camera of the network no camera here is opened, and it is one that is sent', async () => {
  const { browser, local } = media()
  const wanted = new Map<Source, Wanted | null>()
  const publisher = new Publisher(() => undefined)
  publisher.want = async (source, wish) => void wanted.set(source, wish)
  await local.chooseNetworkCamera(true)
  await local.open()
  expect(browser.asked).toEqual(['audio'])
  local.publish(publisher)
  expect(wanted.get('camera')).toEqual({ track: NETWORK_CAMERA, paused: false })
  await local.setCamera(false)
  local.publish(publisher)
  expect(wanted.get('camera')).toBeNull()
  await local.setCamera(true)
  await local.chooseNetworkCamera(false)
  expect(browser.asked).toEqual(['audio', 'video'])
  expect(local.snapshot.camera.kind).toBe('on')
})
