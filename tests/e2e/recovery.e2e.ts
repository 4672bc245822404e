import { expect, test } from '../browser/fixtures.ts'
import { gather } from '../browser/gather.ts'
import { PATIENCE_MS, type Site } from '../browser/Site.ts'

test.use({ keepsPages: true })

/** Everyone sees and hears everyone, each in its own page that was never loaded again. */
async function allSeeAll(sites: readonly Site[]): Promise<void> {
  const pairs = sites.flatMap((site) => sites.filter((one) => one !== site).map((other) => ({ site, other })))
  await Promise.all(
    pairs.map(async ({ site, other }) => {
      await site.seesMoving(other)
      await site.seesColour(other)
    }),
  )
  await Promise.all(
    sites.map(async (site) => {
      const energy = () => site.total('inbound-rtp', 'audio', 'totalAudioEnergy')
      const before = await energy()
      await expect
        .poll(energy, { timeout: PATIENCE_MS, message: `${site.options.name} receives sound` })
        .not.toBe(before)
    }),
  )
}

/** Marks the pages so that a reload would show. */
async function mark(sites: readonly Site[]): Promise<void> {
  await Promise.all(
    sites.map((site) => site.page.evaluate(() => document.documentElement.setAttribute('data-never-reloaded', ''))),
  )
}

async function neverReloaded(sites: readonly Site[]): Promise<void> {
  for (const site of sites) await expect(site.page.locator('html[data-never-reloaded]')).toHaveCount(1)
}

test('a mediasoup worker is killed: everyone is back by itself (SPEC 6.3)', async ({ office, chair, wardA, wardB }) => {
  const sites = [chair, wardA, wardB]
  await gather(...sites)
  await allSeeAll(sites)
  await mark(sites)
  const victims = office.workerPids()
  expect(victims).toHaveLength(1)
  for (const pid of victims) process.kill(pid, 'SIGKILL')
  await expect.poll(() => office.workerPids()).not.toEqual(expect.arrayContaining(victims))
  await allSeeAll(sites)
  await neverReloaded(sites)
})

test('the signaling process is killed: media goes on meanwhile, and everyone is back in the meeting (SPEC 6.2, 6.4)', async ({
  office,
  chair,
  wardA,
  wardB,
}) => {
  const sites = [chair, wardA, wardB]
  await gather(...sites)
  await allSeeAll(sites)
  await mark(sites)
  const before = office.signalingPid() ?? 0
  const connections = await Promise.all(
    sites.map((site) => site.page.evaluate(() => window.diemCauProbe.connections.length)),
  )
  process.kill(before, 'SIGKILL')
  await expect(chair.page.getByTestId('meeting')).not.toHaveAttribute('data-connection', 'online')
  await Promise.all([chair.seesMoving(wardA), wardA.seesMoving(chair), wardB.seesMoving(chair)])
  await expect.poll(() => office.signalingPid(), { timeout: PATIENCE_MS }).not.toBe(before)
  for (const site of sites) {
    await expect(site.page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', {
      timeout: PATIENCE_MS,
    })
  }
  await allSeeAll(sites)
  await neverReloaded(sites)
  const after = await Promise.all(sites.map((site) => site.page.evaluate(() => window.diemCauProbe.connections.length)))
  expect(after, 'the same peer connections went on').toEqual(connections)
})

test('a line is cut for 5 s: it is shown, and all is back by itself (SPEC 6.1, 6.2)', async ({
  chair,
  wardA,
  wardB,
}) => {
  const sites = [chair, wardA, wardB]
  await gather(...sites)
  await allSeeAll(sites)
  await mark(sites)
  await wardA.cutLine(5_000, async () => {
    await expect
      .poll(
        async () => {
          const before = [await wardA.frames(chair), await chair.frames(wardA)]
          await wardB.seesMoving(chair, 'camera', 8)
          return [await wardA.frames(chair), await chair.frames(wardA)].map((now, at) => now - (before[at] ?? 0))
        },
        // This takes longer where the machine is busy: the line stays cut until it has been seen.
        { timeout: PATIENCE_MS / 2, message: 'frames over the cut line while another line shows 8' },
      )
      .toEqual([0, 0])
  })
  await expect(wardA.page.getByTestId('meeting')).toHaveAttribute('data-connection', 'online', { timeout: PATIENCE_MS })
  await allSeeAll(sites)
  await neverReloaded(sites)
})

test('a PC that slept until its line was given up for lost is back by itself when it wakes (SPEC 6.1, 6.2)', async ({
  chair,
  wardA,
  wardB,
}) => {
  const sites = [chair, wardA, wardB]
  await gather(...sites)
  await allSeeAll(sites)
  await mark(sites)
  const wake = wardA.sleep()
  try {
    await expect(chair.tile(wardA)).toHaveAttribute('data-line', 'lost', { timeout: PATIENCE_MS })
  } finally {
    wake()
  }
  await expect(chair.tile(wardA)).toHaveAttribute('data-line', 'online', { timeout: PATIENCE_MS })
  await allSeeAll(sites)
  await neverReloaded(sites)
})
