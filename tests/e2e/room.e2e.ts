import { ArrivalLink, RoomPage as RoomPages } from '@diem-cau/signaling-contract/office'
import type { Page } from '@playwright/test'
import { accessible } from '../browser/accessible.ts'
import { allow } from '../browser/allow.ts'
import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { ownCamera } from '../browser/ownCamera.ts'
import { RemoteControl } from '../browser/RemoteControl.ts'
import { PATIENCE_MS } from '../browser/Site.ts'
import { smallLetters } from '../browser/smallLetters.ts'
import { withSession } from '../browser/withSession.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
/** Letters on a TV of 1080 lines, in its pixels. */
const LEAST_PX = 32

/** Runs in the page: a recognition that writes the same whenever it hears a sound. Debian's browser has none for Vietnamese. */
function recogniseAlways(): void {
  class Recogniser extends EventTarget {
    static available = async () => 'available'
    start(track: MediaStreamTrack): void {
      const context = new AudioContext()
      const heard = context.createAnalyser()
      context.createMediaStreamSource(new MediaStream([track])).connect(heard)
      const transcript = `Kính thưa hội nghị (${track.kind})`
      const listen = () => {
        const wave = new Float32Array(heard.fftSize)
        heard.getFloatTimeDomainData(wave)
        if (!wave.some((value) => Math.abs(value) > 0.01)) return void setTimeout(listen, 100)
        const results = [{ isFinal: true, 0: { transcript } }]
        return void this.dispatchEvent(Object.assign(new Event('result'), { results }))
      }
      listen()
    }
    abort(): void {
      this.dispatchEvent(new Event('end'))
    }
  }
  Object.assign(window, { SpeechRecognition: Recogniser })
}

/** What somebody in the room would say to the browser's question. */
const CAMERA = [{ name: 'camera' }, { name: 'camera', panTiltZoom: true }, { name: 'microphone' }]

test.use({ ownStack: 'room' })

async function inMeeting(page: Page): Promise<void> {
  await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  // What is around the pictures comes a moment later, keys too.
  await expect(page.locator('html')).toHaveAttribute('data-room-state', 'meeting')
}

test('a room’s PC that has no server shows its own screen, and is its room again once there is one (SPEC 19.1)', async ({
  office,
  wardB,
}) => {
  const page = await enrolRoom(wardB, office, ROOM, { isByItself: false })
  await expect(page.getByTestId('room-home')).toBeVisible({ timeout: PATIENCE_MS })
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)))
    const requests = await Promise.all(caches.map((cache) => cache.keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/')
  expect(
    kept.filter((path) => !/^\/(assets\/.+|before\.js|favicon\.svg)?$/.test(path)),
    'nothing that the server says is kept',
  ).toEqual([])
  await wardB.cutLine(12_000, async () => {
    await page.goto('/room')
    await expect(page.getByTestId('room-connecting')).toBeVisible()
    await page.goto('/meetings/m.of-yesterday')
    await expect(page.getByTestId('room-connecting'), 'a room never stands before a sign-in').toBeVisible()
  })
  await expect(page.getByTestId('room-home'), 'nobody touched it').toBeVisible({ timeout: PATIENCE_MS })
})

test('a room goes into its meeting by itself, back into it after a reload, and not again once somebody left (SPEC 19.2, 19.3)', async ({
  office,
  wardB,
}) => {
  const page = await enrolRoom(wardB, office, ROOM)
  const remote = new RemoteControl(page)
  await inMeeting(page)
  await page.goto('/room')
  await inMeeting(page)
  await remote.press('9')
  await expect(page.getByTestId('leave-confirm')).toBeFocused()
  await remote.press('Enter')
  expect(remote.presses).toBeLessThanOrEqual(3)
  await expect(page.getByTestId('left')).toBeVisible()
  await expect(page.getByTestId('goes-back')).toBeVisible()
  await expect(page.getByTestId('room-home'), 'its own page, by itself').toBeVisible({ timeout: 60_000 })
  await expect(page.getByTestId('next-wanted')).toBeVisible()
  await expect(page.getByTestId('next-step')).toContainText('không tự vào')
  await expect(page.getByTestId('room-enter').first()).toBeFocused()
  expect(await remote.reach(page.getByTestId('next-wanted'), 'ArrowUp', 2)).toBe(true)
  await remote.press('Enter')
  await inMeeting(page)
})

test('everything an official does takes three presses of the remote control at most (SPEC 19.6)', async ({
  office,
  chair,
  wardB,
}) => {
  await chair.enter()
  const page = await enrolRoom(wardB, office, ROOM)
  await inMeeting(page)
  await chair.page.getByTestId('conduct-start').click()
  await chair.page.getByTestId('conduct-start-confirm').click()
  const task = async (name: string, ...keys: readonly string[]) => {
    const remote = new RemoteControl(page)
    await test.step(name, () => remote.press(...keys))
    expect(remote.presses, name).toBeLessThanOrEqual(3)
  }
  const mic = page.getByTestId('mic')
  const isOn = await mic.getAttribute('aria-pressed')

  await task('microphone', 'green')
  await expect(mic).not.toHaveAttribute('aria-pressed', isOn ?? '')
  await task('microphone again', 'green')
  await expect(mic).toHaveAttribute('aria-pressed', isOn ?? '')

  await task('loudness', 'yellow')
  await expect(page.getByTestId('loudness')).toHaveAttribute('data-percent', '75')
  await expect
    .poll(() => page.locator('audio').evaluateAll((all) => all.map((one) => (one as HTMLAudioElement).volume)))
    .toContain(0.75)

  await task('help', 'blue')
  await expect(page.getByTestId('remote-help')).toBeVisible()
  await task('close it', 'Escape')
  await expect(page.getByTestId('remote-help')).toHaveCount(0)

  await task('ask for the floor', 'red')
  await expect(page.getByTestId('floor-withdraw')).toBeVisible()
  await task('take it back', 'red')
  await expect(page.getByTestId('floor-request')).toBeVisible()

  await task('participants', '6')
  await expect(page.locator('#side-panel')).toBeVisible()
  await task('close the panel', 'Escape')
  await expect(page.locator('#side-panel')).toHaveCount(0)

  await chair.page.getByTestId('panel-tab-rollCall').locator('visible=true').first().click()
  await chair.page.getByTestId('rollcall-open').click()
  await expect(page.getByTestId('rollcall-confirm'), 'OK answers at once').toBeFocused({ timeout: PATIENCE_MS })
  await task('presence', 'Enter')
  await expect(page.getByTestId('rollcall-card')).toHaveAttribute('data-state', 'done')
  await chair.page.getByTestId('rollcall-close').click()

  await chair.page.getByTestId('panel-tab-votes').locator('visible=true').first().click()
  await chair.page.getByTestId('vote-new').click()
  await chair.page.getByTestId('vote-question').fill('Thông qua chỉ tiêu quý tới?')
  await chair.page.getByTestId('vote-open').click()
  await expect(page.getByTestId('ballot-state')).toHaveAttribute('data-state', 'asked')
  await task('vote', '1', 'Enter')
  await expect(page.getByTestId('ballot-state')).toHaveAttribute('data-state', 'cast')

  await task('technician', '8')
  await expect(page.getByRole('dialog')).toBeVisible()
  await task('close it again', 'Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await task('leave', '9')
  await expect(page.getByTestId('leave-confirm'), 'and OK').toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('left')).toBeVisible()
})

test('who looks after a room changes its settings from the office, and the room follows in its meeting (SPEC 23.8, 23.9, 23.21)', async ({
  office,
  chair,
  wardB,
}) => {
  await chair.enter()
  const page = await enrolRoom(wardB, office, ROOM, {
    prepare: async (opened) => void (await opened.addInitScript(recogniseAlways)),
  })
  await inMeeting(page)
  const admin = await wardB.browser.newContext({
    baseURL: wardB.url,
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
  })
  const token = await withSession(admin, 'quantri', office.passwordOf('quantri'))
  const headers = { authorization: `Bearer ${token}` }
  const { items } = RoomPages.parse(await (await admin.request.get('/api/rooms?limit=100', { headers })).json())
  const desk = await admin.newPage()
  await desk.goto(`/san-sang/${items.find(({ name }) => name === ROOM)?.roomId ?? 'none'}`)
  const settings = desk.getByTestId('readiness-settings')
  await expect(settings, 'the room has told what it wants').toContainText('Phòng làm theo', { timeout: PATIENCE_MS })
  await settings.getByTestId('settings-isLarge').click()
  await settings.getByTestId('settings-captions').click()
  await settings.getByTestId('settings-echoCancellation').click()
  await desk.screenshot({ path: test.info().outputPath('settings.png'), fullPage: true })
  await settings.getByTestId('settings-save').click()
  await expect(page.locator('html')).toHaveAttribute('data-large-text', '', { timeout: PATIENCE_MS })
  const echo = () =>
    page.evaluate(() => {
      const kept: unknown = JSON.parse(localStorage.getItem('diem-cau.preferences') ?? '{}')
      return kept
    })
  await expect.poll(echo).toMatchObject({ echoCancellation: false })
  await expect(page.getByTestId('captions')).toHaveText('Kính thưa hội nghị (audio)', { timeout: PATIENCE_MS })
  await page.screenshot({ path: test.info().outputPath('captions.png') })
  await settings.getByTestId('settings-captions').click()
  await settings.getByTestId('settings-save').click()
  await expect(page.getByTestId('captions')).toHaveCount(0)
  await expect(page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online')
  await admin.close()
})

test('an official from elsewhere reads the room’s code with their phone and is on its list (SPEC 19.8)', async ({
  office,
  wardA,
  wardB,
}) => {
  const page = await enrolRoom(wardB, office, ROOM, { isByItself: false })
  const answer = page.waitForResponse((response) => response.url().endsWith('/arrival-link'))
  await page.getByTestId('room-seated').first().click()
  const { token } = ArrivalLink.parse(await (await answer).json())
  await expect(page.getByTestId('arrival-code')).toBeVisible()
  await page.keyboard.press('Escape')
  const phone = await wardA.fresh({ viewport: { width: 390, height: 844 } })
  await withSession(wardA.context, wardA.options.account.login, wardA.options.account.password)
  await phone.goto(`/arrive/${encodeURIComponent(token)}`)
  await accessible(phone, 'arrive')
  await phone.screenshot({ path: test.info().outputPath('arrive.png') })
  await phone.getByTestId('arrive-confirm').click()
  await expect(phone.getByTestId('arrived')).toContainText(ROOM)
  await phone.screenshot({ path: test.info().outputPath('arrived.png') })
  const name = /Đã ghi tên: (.+)/.exec((await phone.getByTestId('arrived').innerText()) ?? '')?.[1] ?? 'nobody'
  await page.getByTestId('room-seated').first().click()
  await expect(page.getByTestId('seated-people')).toHaveValue(new RegExp(name))
  await phone.goto('/arrive/of-another-day')
  await phone.getByTestId('arrive-confirm').click()
  await expect(phone.getByRole('alert')).toBeVisible()
})

test('a camera with a motor is moved on the TV, and comes back to a place that was kept (SPEC 23.12)', async ({
  office,
  launchSite,
}) => {
  const tv = await launchSite('motor', ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'])
  const page = await enrolRoom(tv, office, ROOM, { prepare: (opened) => allow(opened, CAMERA) })
  await inMeeting(page)
  await page.getByTestId('more').click()
  await page.getByTestId('settings').click()
  await expect(page.getByTestId('camera-moves')).toBeVisible({ timeout: PATIENCE_MS })
  const zoom = () => ownCamera(page, 'zoom')
  const first = await zoom()
  await page.getByTestId('camera-keep-0').click()
  await page.getByTestId('camera-closer').click()
  await expect.poll(zoom).not.toBe(first)
  await page.getByTestId('camera-place-0').click()
  await expect.poll(zoom).toBe(first)
  await page.screenshot({ path: test.info().outputPath('camera.png') })
})

test('on a TV every letter has 32 pixels, and every page keeps WCAG AA', async ({ office, launchSite }) => {
  test.setTimeout(400_000)
  const tv = await launchSite('tv', [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    '--blink-settings=minimumFontSize=16',
  ])
  const page = await enrolRoom(tv, office, ROOM, { isByItself: false })
  const isReadable = async (what: string) => {
    expect.soft(await page.evaluate(smallLetters, LEAST_PX), what).toEqual([])
    await page.screenshot({ path: test.info().outputPath(`${what}.png`), animations: 'disabled' })
    await accessible(page, what)
  }
  await expect(page.getByTestId('room-enter').first()).toBeVisible({ timeout: PATIENCE_MS })
  await isReadable('home')
  await page.getByTestId('room-settings').click()
  await expect(page.getByTestId('setting-by-itself')).toBeFocused()
  await page.getByTestId('setting-captions').click()
  await expect(page.getByTestId('captions-lack'), 'this browser has no recognition of Vietnamese').toBeVisible()
  await expect(page.getByTestId('setting-captions')).toContainText('Không')
  await isReadable('settings')
  await page.keyboard.press('Escape')
  await page.getByTestId('room-seated').first().click()
  await expect(page.getByTestId('seated-people')).toBeVisible()
  await isReadable('who sits there')
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(page.getByTestId('remote-help')).toBeVisible()
  await isReadable('remote control')
  await page.keyboard.press('Escape')
  await page.getByTestId('room-enter').first().click()
  await inMeeting(page)
  await expect(page.getByTestId('lobby')).toHaveCount(0)
  await isReadable('meeting')
  await page.keyboard.press('9')
  await expect(page.getByTestId('leave-confirm')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('left')).toBeVisible()
  await isReadable('left')
  await page.getByTestId('rejoin').click()
  await expect(page.getByTestId('join')).toBeEnabled({ timeout: PATIENCE_MS })
  await isReadable('lobby')
})
