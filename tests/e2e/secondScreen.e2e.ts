import type { CDPSession, Page } from '@playwright/test'
import { z } from 'zod'
import { allow } from '../browser/allow.ts'
import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { pdfOf } from '../browser/pdfOf.ts'
import { putPaper } from '../browser/putPaper.ts'
import { PATIENCE_MS, type Site } from '../browser/Site.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
/** A PC with two TVs beside each other (https://developer.chrome.com/docs/automation-and-testing/headless-screen-config). */
const TWO_SCREENS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--screen-info={1920x1080 label=tv}{1920x1080 label=second}',
]

test.use({ ownStack: 'secondScreen' })

const Screens = z.object({ screenInfos: z.array(z.object({ id: z.string(), label: z.string() })) })

/** What infra/room/debian/policy.json allows. */
const SCREENS = [{ name: 'window-management' }, { name: 'fullscreen', allowWithoutGesture: true }]

/** Pulls the cable of the second screen, and puts it in again. */
class Cable {
  readonly #session: CDPSession
  constructor(session: CDPSession) {
    this.#session = session
  }

  async pull(): Promise<void> {
    const { screenInfos } = Screens.parse(await this.#ask('Emulation.getScreenInfos'))
    const second = screenInfos.find(({ label }) => label === 'second')
    await this.#ask('Emulation.removeScreen', { screenId: second?.id })
  }

  async plugIn(): Promise<void> {
    await this.#ask('Emulation.addScreen', { left: 1920, top: 0, width: 1920, height: 1080, label: 'second' })
  }

  /** These commands are newer than the types of the session. */
  #ask(method: string, params: object = {}): Promise<unknown> {
    return Reflect.apply(this.#session.send.bind(this.#session) as (...all: unknown[]) => Promise<unknown>, null, [
      method,
      params,
    ])
  }
}

const secondOf = ({ context }: Site) => context.pages().filter((page) => page.url() === 'about:blank')

async function opensSecond(site: Site): Promise<Page> {
  await expect.poll(() => secondOf(site).length, { timeout: PATIENCE_MS }).toBe(1)
  const [second] = secondOf(site)
  if (!second) throw new Error('the second window went again')
  await expect(second.getByTestId('second-view')).toBeVisible()
  return second
}

const SCREEN = '[data-testid="tile"][data-source="screen"] video'

/** The track that a player shows: each is decoded once, whoever shows it. */
const trackOf = (video: Element) => ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]?.id

test('a room with two screens has what is shared on the second, on one connection, and loses nothing when that is pulled out (SPEC 23.1 to 23.5)', async ({
  office,
  chair,
  launchSite,
}) => {
  await chair.enter()
  const site = await launchSite('twoScreens', TWO_SCREENS)
  const room = await enrolRoom(site, office, ROOM, {
    look: { viewport: null },
    prepare: (page) => allow(page, SCREENS),
  })
  const stage = room.getByTestId('stage')
  await expect(room.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  const cable = new Cable(await site.context.newCDPSession(room))

  await test.step('it opens by itself, on the other screen and full', async () => {
    const second = await opensSecond(site)
    await expect(second.getByTestId('second-view')).toHaveAttribute('data-shows', 'nothing')
    await expect(second.getByTestId('second-full')).toHaveCount(0)
    expect(await second.evaluate(() => window.screenX)).toBe(1920)
    expect(await room.evaluate(() => document.hasFocus())).toBe(true)
  })

  await test.step('a screen that the chair shares is there, decoded once, and whoever leads is on the first', async () => {
    await chair.page.getByTestId('share').click()
    const [second] = secondOf(site)
    const tile = second?.locator(SCREEN).first()
    const frames = async () =>
      (await tile?.evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)) ?? 0
    await expect.poll(frames, { timeout: PATIENCE_MS }).toBeGreaterThan(5)
    await expect(stage).toHaveAttribute('data-kind', 'people')
    await expect(room.locator('[data-testid="tile"][data-source="screen"]')).toHaveCount(0)
  })

  await test.step('a key that is pressed in the second window is the first one’s; what both show is one picture', async () => {
    const [second] = secondOf(site)
    await second?.keyboard.press('5')
    await expect(room.getByTestId('meeting')).toHaveAttribute('data-view', 'wall')
    const onFirst = room.locator(SCREEN).first()
    await expect(onFirst).toBeVisible()
    expect(await onFirst.evaluate(trackOf)).toBe(await second?.locator(SCREEN).first().evaluate(trackOf))
    await second?.keyboard.press('5')
    await expect(room.getByTestId('meeting')).toHaveAttribute('data-view', 'stage')
  })

  await test.step('the cable is pulled: all is on the first; it comes back: it is found again', async () => {
    await cable.pull()
    await expect(stage).toHaveAttribute('data-kind', 'screen')
    await site.seesMoving(chair, 'screen')
    await expect.poll(() => secondOf(site).length).toBe(0)
    await cable.plugIn()
    const second = await opensSecond(site)
    await expect(second.getByTestId('second-view')).toHaveAttribute('data-shows', 'screen')
    await expect(second.getByTestId('second-full'), 'full again, once the browser lets it').toHaveCount(0)
    await expect(stage).toHaveAttribute('data-kind', 'people')
    await chair.page.getByTestId('share').click()
  })

  await test.step('a paper that is opened for all is read there', async () => {
    const paperId = await putPaper(chair, 'Báo cáo tháng 11.pdf', pdfOf('Trang 1', 'Trang 2'))
    await chair.page.getByTestId('panel-tab-papers').locator('visible=true').first().click()
    await chair.page.getByTestId(`paper-open-${paperId}`).click()
    const [second] = secondOf(site)
    await expect(second?.getByTestId('paper-page') ?? room.locator('none')).toContainText('Trang 1')
    await chair.page.getByTestId('paper-next').click()
    await expect(second?.getByTestId('paper-page') ?? room.locator('none')).toContainText('Trang 2')
  })

  await test.step('its window closed by hand stays closed, and the paper is on the first', async () => {
    await secondOf(site)[0]?.evaluate(() => window.close())
    await expect(stage).toHaveAttribute('data-kind', 'paper')
    await expect(room.getByTestId('paper-page')).toContainText('Trang 2')
    expect(secondOf(site)).toHaveLength(0)
  })
})

test('anybody opens a second window by hand, and chooses what it shows (SPEC 23.1, 23.2)', async ({ chair, wardA }) => {
  await chair.enter()
  await wardA.enter()
  await wardA.page.getByTestId('more').click()
  await wardA.page.getByTestId('second-screen').click()
  const second = await opensSecond(wardA)
  await wardA.page.getByTestId('more').click()
  await wardA.page.getByTestId('settings').click()
  await wardA.page.getByTestId('second-shows').selectOption('wall')
  await expect(second.getByTestId('second-view')).toHaveAttribute('data-shows', 'wall')
  await expect(second.getByTestId('tile').first()).toBeVisible()
  await wardA.page.keyboard.press('Escape')
  await wardA.leave()
  await expect.poll(() => secondOf(wardA).length, 'it goes with the meeting').toBe(0)
})
