import { enrolRoom } from '../browser/enrolRoom.ts'
import { expect, test } from '../browser/fixtures.ts'
import { NEWER, NewerClient } from '../browser/NewerClient.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'

const ROOM = 'Phòng họp Phường Long Hưng'
/** A room is back on its own page after this, in milliseconds. */
const BACK_MS = 60_000

test.use({ ownStack: 'roomUpdate' })

declare global {
  interface Window {
    /** True until the page is loaded anew. */
    isFormerPage?: true
  }
}

test('a room takes a newer client after its meeting and not in it (SPEC 19.1)', async ({ office, chair }) => {
  test.setTimeout(240_000)
  const options = await office.siteOptions('wardB')
  const server = await NewerClient.before(options.webPort)
  const room = await Site.launch({ ...options, name: 'updated', webPort: server.port })
  try {
    await chair.enter()
    const page = await enrolRoom(room, office, ROOM)
    const meeting = page.getByTestId('meeting')
    await expect(meeting).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.evaluate(() => void (window.isFormerPage = true))
    const caches = () => page.evaluate(() => window.caches.keys())
    const former = await caches()
    expect(former).toHaveLength(1)

    await test.step('the server is updated: the room has the newer client whole, and its meeting goes on', async () => {
      server.come()
      // What the browser does by itself every now and then.
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
      const waits = () =>
        page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null)
      await expect.poll(waits, { timeout: PATIENCE_MS }).toBe('installed')
      await room.seesMoving(chair, 'camera', 60)
      expect(await page.evaluate(() => window.isFormerPage), 'the same page').toBe(true)
      await expect(meeting).toHaveAttribute('data-connection', 'online')
      expect(await waits()).toBe('installed')
    })

    await test.step('the meeting is over: the room is back on its page, and takes it', async () => {
      await chair.page.getByTestId('conduct-start').click()
      await chair.page.getByTestId('conduct-start-confirm').click()
      await chair.page.getByTestId('leave').click()
      await chair.page.getByTestId('conduct-end').click()
      await chair.page.getByTestId('conduct-end-confirm').click()
      await expect(meeting).toHaveCount(0)
      expect(await page.evaluate(() => window.isFormerPage), 'not while the end is read').toBe(true)
      const isFormer = () => page.evaluate(() => window.isFormerPage ?? false).catch(() => true)
      await expect.poll(isFormer, { timeout: BACK_MS }).toBe(false)
      await expect(page.getByTestId('room-home')).toBeVisible()
      await expect.poll(caches).toEqual([`diem-cau-shell-${NEWER}`])
    })
  } finally {
    await room.close()
    server.close()
  }
})
