import { afterEach, expect, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeMediaDevices } from '../testing/FakeMediaDevices.ts'
import { LocalDevice } from './LocalDevice.ts'

afterEach(() => void vi.unstubAllGlobals())

/** A camera of a PC with these plugged in. */
function camera({ plugged = ['front', 'back'], preferred = null as string | null } = {}) {
  const browser = new FakeMediaDevices({ video: plugged })
  vi.stubGlobal('navigator', { mediaDevices: browser, permissions: browser.permissions })
  const device = new LocalDevice('camera', preferred)
  const kinds: string[] = []
  device.state$.on(({ kind }) => kinds.push(kind))
  return { browser, device, kinds }
}

test('it is on with the device that was preferred, and off again without its light', async () => {
  const { browser, device, kinds } = camera({ preferred: 'back' })
  await device.start()
  expect(device.state).toMatchObject({ kind: 'on', deviceId: 'back', silent: false })
  device.stop()
  expect([kinds, browser.lit]).toEqual([['starting', 'on', 'off'], []])
})

test('turned on twice it is asked for once', async () => {
  const { browser, device } = camera()
  await Promise.all([device.start(), device.start()])
  await device.start()
  expect(browser.asked).toEqual(['video'])
})

test('a device that is not there today, or is held by another program, gives way to any other', async () => {
  const gone = camera({ plugged: ['front'], preferred: 'at home' })
  await gone.device.start()
  expect(gone.device.state).toMatchObject({ kind: 'on', deviceId: 'front' })
  const held = camera({ preferred: 'front' })
  held.browser.setBusy('front', true)
  await held.device.start()
  expect(held.device.state).toMatchObject({ kind: 'on', deviceId: 'back' })
})

test.each([
  ['the person refuses', { permission: 'denied' }, 'denied'],
  ['the person closes the question', { permission: 'prompt' }, 'dismissed'],
] as const)('%s: that is told, and asked again only by hand', async (_, answer, problem) => {
  const { browser, device } = camera()
  Object.assign(browser, answer)
  await device.start()
  expect(device.state).toEqual({ kind: 'problem', problem })
  browser.plugIn('another', 'video')
  await settled()
  expect(browser.asked).toHaveLength(1)
  browser.permission = 'granted'
  await device.start()
  expect(device.state.kind).toBe('on')
})

test('outside a secure context it says so', async () => {
  vi.stubGlobal('navigator', {})
  const device = new LocalDevice('mic', null)
  await device.start()
  expect(device.state).toEqual({ kind: 'problem', problem: 'insecure' })
})

test('one that is held by another program is tried again when something is plugged in', async () => {
  const { browser, device } = camera({ plugged: ['front'] })
  browser.setBusy('front', true)
  await device.start()
  expect(device.state).toEqual({ kind: 'problem', problem: 'inUse' })
  browser.setBusy('front', false)
  browser.plugIn('back', 'video')
  await device.settled()
  expect(device.state).toMatchObject({ kind: 'on', deviceId: 'front' })
})

test('unplugged it goes on with another one', async () => {
  const { browser, device, kinds } = camera()
  await device.start()
  browser.unplug('front')
  await device.settled()
  expect(device.state).toMatchObject({ kind: 'on', deviceId: 'back' })
  expect(kinds.filter((kind) => kind === 'problem')).toEqual([])
})

test('unplugged without another one it has vanished, and comes back by itself', async () => {
  const { browser, device } = camera({ plugged: ['front'] })
  await device.start()
  browser.unplug('front')
  await device.settled()
  expect(device.state).toEqual({ kind: 'problem', problem: 'vanished' })
  browser.plugIn('front', 'video')
  await device.settled()
  expect(device.state).toMatchObject({ kind: 'on', deviceId: 'front' })
})

test('a device that appears while it is looked for is found, though the answer is that there is none', async () => {
  const { browser, device } = camera({ plugged: [] })
  await device.start()
  const answer = browser.hold()
  vi.spyOn(browser.permissions, 'query').mockImplementationOnce(() => {
    // A hub reports its devices one after the other: this one after the browser looked.
    browser.plugIn('front', 'video')
    return Promise.resolve({ state: 'granted' })
  })
  browser.plugIn('a microphone', 'audio')
  answer()
  await device.settled()
  expect(device.state).toMatchObject({ kind: 'on', deviceId: 'front' })
})

test('turned off while the browser asks, what is allowed then is given back', async () => {
  const { browser, device } = camera()
  const answer = browser.hold()
  const asked = device.start()
  device.stop()
  answer()
  await asked
  await settled()
  expect([device.state.kind, browser.tracks.length, browser.lit]).toEqual(['off', 1, []])
})

test('off it neither listens for devices nor opens one', async () => {
  const { browser, device } = camera({ plugged: [] })
  await device.start()
  device.stop()
  browser.plugIn('front', 'video')
  await settled()
  expect([device.state.kind, browser.asked.length]).toEqual(['off', 1])
})

test('another one is chosen: the old one is used until the new one is there', async () => {
  const { browser, device, kinds } = camera()
  await device.start()
  const answer = browser.hold()
  const chosen = device.select('back')
  expect([device.state.kind, browser.lit]).toEqual(['on', ['front']])
  answer()
  await chosen
  expect([device.state, browser.lit]).toEqual([expect.objectContaining({ deviceId: 'back' }), ['back']])
  expect(new Set(kinds.slice(1))).toEqual(new Set(['on']))
})

test('of two choices the last one counts, the one in use included', async () => {
  const { browser, device } = camera({ plugged: ['front', 'back', 'side'] })
  await device.start()
  const answer = browser.hold()
  const choices = [device.select('back'), device.select('side'), device.select('front')]
  answer()
  await Promise.all(choices)
  await settled()
  expect([device.state, browser.lit]).toEqual([expect.objectContaining({ deviceId: 'front' }), ['front']])
})

test('chosen while it is off it is only remembered', async () => {
  const { browser, device } = camera()
  await device.select('back')
  expect(browser.asked).toEqual([])
  await device.start()
  expect(browser.asked).toEqual(['video back'])
})

test('muted by the system it is on and silent', async () => {
  const { browser, device } = camera()
  await device.start()
  browser.tracks[0]?.mute(true)
  expect(device.state).toMatchObject({ kind: 'on', silent: true })
  browser.tracks[0]?.mute(false)
  expect(device.state).toMatchObject({ kind: 'on', silent: false })
})
