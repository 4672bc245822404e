import { afterEach, expect, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeMediaDevices } from '../testing/FakeMediaDevices.ts'
import { ScreenShare } from './ScreenShare.ts'

afterEach(() => void vi.unstubAllGlobals())

function sharing() {
  const browser = new FakeMediaDevices({})
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
