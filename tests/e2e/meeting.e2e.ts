import { expect, test } from '../browser/fixtures.ts'
import { FAKE_SCREEN } from '../browser/devices/fakeScreen.ts'
import { gather } from '../browser/gather.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

test.use({ keepsPages: true })

/** Height in pixels that only the highest layer of a camera has. */
const BIG = 500

test('a chair and two wards see each other move and hear each other', async ({ chair, wardA, wardB }) => {
  const sites = [chair, wardA, wardB]
  await gather(...sites)
  const pairs = sites.flatMap((site) => sites.filter((one) => one !== site).map((other) => ({ site, other })))
  await Promise.all(
    pairs.map(async ({ site, other }) => {
      await site.seesMoving(other)
      await site.seesColour(other)
    }),
  )
  await Promise.all(
    sites.map(async (site) => {
      const before = await site.total('inbound-rtp', 'audio', 'totalAudioEnergy')
      await expect
        .poll(() => site.total('inbound-rtp', 'audio', 'totalAudioEnergy'), {
          timeout: PATIENCE_MS,
          message: `${site.options.name} receives sound`,
        })
        .toBeGreaterThan(before + 0.01)
      const others = sites.filter((one) => one !== site).map((one) => one.options.hertz)
      const own = site.options.hertz
      await expect(async () => {
        const level = await site.hears([...others, own])
        for (const tone of others)
          expect(level[tone], `${site.options.name} hears ${tone} Hz, not its own`).toBeGreaterThan(
            (level[own] ?? 0) + 12,
          )
      }).toPass({ timeout: PATIENCE_MS })
    }),
  )
  await saveScreenshot(chair.page, 'meeting')
})

test('a shared screen is on the stage of the others with its own picture, and goes when sharing stops', async ({
  chair,
  wardA,
  wardB,
}) => {
  await gather(chair, wardA, wardB)
  await chair.page.getByTestId('share').click()
  await expect(chair.page.getByTestId('share')).toHaveAttribute('data-state', 'on')
  for (const ward of [wardA, wardB]) {
    await expect(ward.page.getByTestId('stage').locator(ward.tileSelector(chair, 'screen'))).toBeVisible({
      timeout: PATIENCE_MS,
    })
    await ward.seesMoving(chair, 'screen')
    await ward.seesColour(chair, FAKE_SCREEN, 'screen')
  }

  await test.step('a second one is told who shares already', async () => {
    await wardA.page.getByTestId('share').click()
    await expect(
      wardA.page.getByTestId('meeting-toast').filter({ hasText: 'Quận Ô Môn đang chia sẻ màn hình' }),
    ).toBeVisible()
    await expect(wardA.page.getByTestId('share')).toHaveAttribute('data-state', 'off')
  })

  await chair.page.getByTestId('share').click()
  for (const ward of [wardA, wardB]) await expect(ward.tile(chair, 'screen')).toHaveCount(0)
})

test('a microphone that is off sends no packet and is heard by nobody (SPEC 5.5)', async ({ chair, wardA }) => {
  await gather(chair, wardA)
  const sent = () => wardA.total('outbound-rtp', 'audio', 'packetsSent')
  const received = () => chair.total('inbound-rtp', 'audio', 'packetsReceived')
  const runs = async (count: () => Promise<number>) => {
    const before = await count()
    await expect.poll(count, { timeout: PATIENCE_MS }).toBeGreaterThan(before + 10)
  }
  await runs(sent)
  await runs(received)

  await wardA.page.getByTestId('mic').click()
  await expect(wardA.page.getByTestId('mic')).toHaveAttribute('data-state', 'off')
  // Silence lasts as long as it takes the ward's own camera to show 20 more frames.
  await expect
    .poll(
      async () => {
        const before = [await sent(), await received()]
        await chair.seesMoving(wardA, 'camera', 20)
        return [await sent(), await received()].map((now, at) => now - (before[at] ?? 0))
      },
      { timeout: PATIENCE_MS, message: 'packets while the camera showed 20 frames' },
    )
    .toEqual([0, 0])

  await wardA.page.getByTestId('mic').click()
  await expect(wardA.page.getByTestId('mic')).toHaveAttribute('data-state', 'on')
  await runs(received)
})

test('who leaves is gone for the others, and can come back (SPEC 3.5)', async ({ chair, wardA }) => {
  await gather(chair, wardA)
  await chair.seesMoving(wardA)
  await wardA.leave()
  await expect(chair.tile(wardA)).toHaveCount(0)
  await wardA.page.getByTestId('rejoin').click()
  await wardA.openedLobby()
  await wardA.join()
  await chair.seesMoving(wardA)
  await chair.seesColour(wardA)
  await wardA.seesMoving(chair)
})

test('a second tab takes over, and the first one is told (SPEC 3.3)', async ({ chair, wardA }) => {
  await gather(chair, wardA)
  await chair.seesMoving(wardA)
  const first = wardA.page
  const second = await wardA.newPage()
  await second.goto(first.url())
  await wardA.openedLobby(second)
  await second.getByTestId('join').click()
  await second.getByTestId('takeover').click()
  await expect(second.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  await expect(first.getByTestId('meeting')).toHaveCount(0)
  await expect(first.getByTestId('replaced')).toBeVisible()
  await chair.seesMoving(wardA)
  await expect(chair.tile(wardA)).toHaveCount(1)
})

test('what nobody takes of a camera is not sent, and a tile that grows gets a higher layer at once (SPEC 5.2, 5.11)', async ({
  chair,
  wardA,
}) => {
  await gather(chair, wardA)
  // The chair then speaks and is on the stage, and the ward is only looked at.
  await wardA.page.getByTestId('mic').click()
  await expect(wardA.page.getByTestId('mic')).toHaveAttribute('data-state', 'off')
  await chair.showAs('wall')
  await chair.page.setViewportSize({ width: 390, height: 844 })
  await chair.seesMoving(wardA)
  const height = () => chair.video(wardA).evaluate((v: HTMLVideoElement) => v.videoHeight)
  await expect.poll(height, { timeout: PATIENCE_MS, message: 'a small tile gets a small picture' }).toBeLessThan(BIG)
  await expect
    .poll(() => wardA.sentHeight(), { timeout: PATIENCE_MS, message: 'and no larger one is sent for it' })
    .toBeLessThan(BIG)
  expect(await wardA.sentHeight()).toBeGreaterThan(0)
  await chair.page.setViewportSize({ width: 1920, height: 1080 })
  await chair.showAs('stage')
  await expect
    .poll(height, { timeout: PATIENCE_MS, message: 'a big tile gets the big picture' })
    .toBeGreaterThanOrEqual(BIG)
  await chair.seesMoving(wardA)
  await wardA.page.getByTestId('mic').click()
  await expect(wardA.page.getByTestId('mic')).toHaveAttribute('data-state', 'on')
})

test('a site that sends H.264, VP9 or AV1 instead of VP8 is seen moving by the others', async ({ chair, wardA }) => {
  await gather(chair, wardA)
  await chair.seesMoving(wardA)
  const { page } = wardA
  for (const codec of ['H264', 'VP9', 'AV1']) {
    await test.step(codec, async () => {
      await page.getByTestId('more').click()
      await page.getByTestId('settings').click()
      await page.getByTestId('technical').click()
      await page.getByLabel('Cách truyền hình ảnh').selectOption(codec.toLowerCase())
      await page.keyboard.press('Escape')
      const camera = page.getByTestId('camera')
      await camera.click()
      await expect(chair.video(wardA), 'the camera is off').toHaveCount(0)
      await camera.click()
      await expect
        .poll(() => chair.decodes(wardA), { timeout: PATIENCE_MS, message: 'what the chair decodes' })
        .toBe(`video/${codec}`)
      await chair.seesMoving(wardA)
      await chair.seesColour(wardA)
    })
  }
})
