import { afterEach, expect, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeMediaDevices } from '../testing/FakeMediaDevices.ts'
import { ScreenShare } from './ScreenShare.ts'

afterEach(() => void vi.unstubAllGlobals())

function sharing(devices: ConstructorParameters<typeof FakeMediaDevices>[0] = {}) {
  const browser = new FakeMediaDevices(devices)
  vi.stubGlobal('navigator', { mediaDevices: browser })
  const screen = new ScreenShare()
  const told: string[] = []
  screen.change$.on((shared) => told.push(shared ? 'shared' : 'ended'))
  return { browser, screen, told }
}

test('what the person chose is shared as text that stays sharp, with its sound if that was chosen', async () => {
  const { browser, screen } = sharing()
  browser.screen = ['video', 'audio']
  expect(await screen.start()).toBe(true)
  expect(screen.shared).toMatchObject({ video: { contentHint: 'detail' }, audio: { contentHint: 'music' } })
})

test('without sound there is none', async () => {
  const { screen } = sharing()
  await screen.start()
  expect(screen.shared?.audio).toBeNull()
})

test('a person who chooses nothing shares nothing, and may be asked again', async () => {
  const { browser, screen, told } = sharing()
  browser.screen = null
  expect(await screen.start()).toBe(false)
  browser.screen = ['video']
  expect([await screen.start(), told]).toEqual([true, ['shared']])
})

test('a browser that cannot share shares nothing', async () => {
  vi.stubGlobal('navigator', {})
  expect([ScreenShare.supported, await new ScreenShare().start()]).toEqual([false, false])
})

test('pressed twice, or while something is shared, the person is asked once', async () => {
  const { browser, screen } = sharing()
  await Promise.all([screen.start(), screen.start()])
  await screen.start()
  expect([browser.asked, browser.lit]).toEqual([['screen'], ['screen video']])
})

test('the browser’s own button ends it, and its sound with it', async () => {
  const { browser, screen, told } = sharing()
  browser.screen = ['video', 'audio']
  await screen.start()
  browser.tracks[0]?.end()
  expect([screen.shared, told, browser.lit]).toEqual([null, ['shared', 'ended'], []])
})

test('stopped while the person chooses, what is chosen then is not captured', async () => {
  const { browser, screen, told } = sharing()
  const answer = browser.hold()
  const chosen = screen.start()
  screen.stop()
  answer()
  expect(await chosen).toBe(false)
  await settled()
  expect([screen.shared, told, browser.tracks.length, browser.lit]).toEqual([null, [], 1, []])
})

test('sound without a picture is no screen, and is given back', async () => {
  const { browser, screen } = sharing()
  browser.screen = ['audio']
  expect(await screen.start()).toBe(false)
  expect(browser.lit).toEqual([])
})

test('24.4 a document camera is shared like a screen, without sound and sharp, and no other camera in its place', async () => {
  const { browser, screen } = sharing({ video: ['room', 'papers'] })
  expect(await screen.startCamera('papers')).toBe(true)
  expect(screen.shared).toMatchObject({ kind: 'documentCamera', video: { contentHint: 'detail' }, audio: null })
  expect(browser.lit).toEqual(['papers'])
  screen.stop()
  expect(await screen.startCamera('elsewhere')).toBe(false)
  expect(browser.lit).toEqual([])
})

test('24.4 it takes the place of the screen that is shared', async () => {
  const { browser, screen, told } = sharing({ video: ['papers'] })
  await screen.start()
  expect(await screen.startCamera('papers')).toBe(true)
  expect([browser.lit, told]).toEqual([['papers'], ['shared', 'ended', 'shared']])
})

test('24.5 a document camera that is unplugged ends sharing, and that is told; one that is stopped by hand is not', async () => {
  const { browser, screen, told } = sharing({ video: ['papers'] })
  let lost = 0
  screen.lost$.on(() => lost++)
  await screen.startCamera('papers')
  screen.stop()
  expect(lost).toBe(0)
  await screen.startCamera('papers')
  browser.unplug('papers')
  expect([screen.shared, lost, told]).toEqual([null, 1, ['shared', 'ended', 'shared', 'ended']])
})

test('24.5 a document camera that another program holds is not shared, and may be tried again', async () => {
  const { browser, screen } = sharing({ video: ['papers'] })
  browser.setBusy('papers', true)
  expect(await screen.startCamera('papers')).toBe(false)
  browser.setBusy('papers', false)
  expect(await screen.startCamera('papers')).toBe(true)
})
