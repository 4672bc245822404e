import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CLIP_LAYERS } from '../load/farm/clips.ts'
import { Wall } from '../load/wall/Wall.ts'
import { expect, test } from '../browser/fixtures.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

const ROOMS = 85

test('a chair has 85 rooms on one wall: each moves, is its own, and comes as small as it is shown (SPEC 5.2)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-wall-'))
  try {
    await using wall = await Wall.open(folder, ROOMS)
    const page = await wall.chair.fresh({ viewport: { width: 1920, height: 1080 } })
    await wall.chair.signIn()
    await wall.chair.openLobby()
    await wall.chair.join()
    await wall.allFirstFrames(PATIENCE_MS)
    const before = new Map((await wall.tiles()).map(({ unit, frames }) => [unit, frames]))
    const wrong = async () =>
      (await wall.tiles()).filter(
        ({ unit, frames, height, colourOff }) =>
          frames <= (before.get(unit) ?? 0) || height !== CLIP_LAYERS[0].height || colourOff >= 40,
      )
    await expect
      .poll(wrong, { timeout: PATIENCE_MS, message: 'tiles that stand still, are too large, or show another room' })
      .toEqual([])
    await expect(page.getByTestId('wall').getByTestId('tile')).toHaveCount(ROOMS + 1)
    await saveScreenshot(page, 'wall', 'jpeg')
    await page.setViewportSize({ width: 1366, height: 768 })
    await expect(page.getByTestId('wall').getByTestId('tile'), 'on a laptop too').toHaveCount(ROOMS + 1)
    // Beside the stage those are laid out that are in sight, and the others as one comes near them.
    await wall.chair.showAs('stage')
    const places = page.getByTestId('strip').getByRole('listitem')
    const tiles = page.getByTestId('strip').getByTestId('tile')
    await expect(tiles.nth(5)).toBeAttached()
    expect(await places.count()).toBeGreaterThanOrEqual(ROOMS)
    expect(await tiles.count()).toBeLessThan(ROOMS / 2)
    await places.last().scrollIntoViewIfNeeded()
    await expect(places.last().getByTestId('tile')).toBeVisible()
    expect(wall.chair.problems).toEqual([])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
