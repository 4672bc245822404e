import { expect, test } from './support/fixtures.ts'
import { PATIENCE_MS } from './support/Site.ts'

test('a site that sends H.264, VP9 or AV1 instead of VP8 is seen moving by the others', async ({ chair, wardA }) => {
  await Promise.all([chair.enter(), wardA.enter()])
  await chair.seesMoving(wardA)
  const { page } = wardA
  for (const codec of ['H264', 'VP9', 'AV1']) {
    await test.step(codec, async () => {
      await page.getByTestId('more').click()
      await page.getByTestId('settings').click()
      await page.getByLabel('Kiểu nén hình').selectOption(codec.toLowerCase())
      await page.keyboard.press('Escape')
      const camera = page.getByTestId('camera')
      await camera.click()
      await expect(chair.video(wardA), 'the camera is off').toHaveCount(0)
      await camera.click()
      await expect.poll(() => chair.decodes(wardA), { timeout: PATIENCE_MS, message: 'what the chair decodes' }).toBe(`video/${codec}`)
      await chair.seesMoving(wardA)
      await chair.seesColour(wardA)
    })
  }
})
