import { ENDPOINT_METRICS, EndpointReport } from '@diem-cau/signaling-contract/operations'
import type { Page } from '@playwright/test'
import { brokenDevices } from '../browser/devices/brokenDevices.ts'
import { expect, test } from '../browser/fixtures.ts'
import { saveScreenshot } from '../browser/screenshot.ts'
import { PATIENCE_MS } from '../browser/Site.ts'

test.use({ ownStack: 'troubles' })

/** All reports that a page sends on its socket. */
function reportsOf(page: Page): EndpointReport[] {
  const reports: EndpointReport[] = []
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const [, json] = /^42\d*(\["request".*)$/s.exec(String(payload)) ?? []
      const [, envelope] = json === undefined ? [] : (JSON.parse(json) as [string, { name: string; data: unknown }])
      if (envelope?.name === 'endpoint:report') reports.push(EndpointReport.parse(envelope.data))
    }),
  )
  return reports
}

const valuesOf = (report: EndpointReport | undefined) =>
  Object.fromEntries(ENDPOINT_METRICS.map(({ key }, index) => [key, report?.samples.at(-1)?.[index] ?? null]))

test('a room whose camera is black and whose microphone is dead is told, then who conducts is, before it is called', async ({
  chair,
  wardA,
  launchSite,
}) => {
  const folder = wardA.options.folder
  const deaf = await launchSite('deaf', brokenDevices(folder))
  await chair.fresh()
  await Promise.all([chair.enter(), wardA.enter(), deaf.enter()])
  await chair.page.getByTestId('conduct-start').click()
  await chair.page.getByTestId('conduct-start-confirm').click()

  const note = deaf.page.getByTestId('room-note')
  await expect(note).toHaveAttribute('data-state', 'cameraBlack', { timeout: PATIENCE_MS })
  await expect(chair.tile(deaf)).not.toHaveAttribute('data-troubles')
  await expect(note).toHaveAttribute('data-state', 'microphoneSilent', { timeout: PATIENCE_MS })
  await expect(note).toContainText(/nút tắt tiếng/)
  // Between them a line may be told of that is weak for a while: browsers share the cores of one machine here.
  await expect(chair.tile(deaf)).toHaveAttribute('data-troubles', /microphoneSilent.*cameraBlack/, {
    timeout: PATIENCE_MS,
  })
  await saveScreenshot(deaf.page, 'room-note')

  await deaf.page.getByTestId('floor-request').locator('visible=true').first().click()
  await chair.page.getByTestId('panel-tab-floor').locator('visible=true').first().click()
  await expect(chair.page.getByTestId('floor-queue').getByTestId('room-troubles')).toContainText(/Micrô không có tiếng/)
  await chair.page.getByTestId('panel-tab-participants').locator('visible=true').first().click()
  // Other rooms may be told that their computer is slow: browsers share the cores of one machine here.
  const ofDevices = ':is([data-troubles*="microphoneSilent"], [data-troubles*="cameraBlack"])'
  await expect(chair.page.getByTestId('participant-row').locator(ofDevices)).toHaveCount(1)
  // Another room is not told what is wrong with its neighbour, and nothing is wrong with its own devices.
  await expect(wardA.tile(deaf)).not.toHaveAttribute('data-troubles')
  await expect(
    wardA.page.locator('[data-testid="room-note"]:is([data-state="microphoneSilent"], [data-state="cameraBlack"])'),
  ).toHaveCount(0)

  // It is a line while the room is told that it is next.
  await expect(async () => {
    // A line that is weak for a while is told before it.
    if ((await note.getAttribute('data-state')) !== 'cameraBlack') {
      await deaf.page.getByTestId('band-open-room-note').click({ timeout: 1000 })
      await deaf.page.getByTestId('room-note-seen').click({ timeout: 1000 })
    }
    await expect(note).toHaveAttribute('data-state', 'cameraBlack', { timeout: 1000 })
  }).toPass({ timeout: PATIENCE_MS })
  await deaf.leave()
  await expect(chair.page.locator(ofDevices)).toHaveCount(0)
})

test('a room reports every second of its line', async ({ chair, wardA }) => {
  const page = await wardA.fresh()
  const reports = reportsOf(page)
  await Promise.all([chair.enter(), wardA.signIn()])
  await wardA.openLobby()
  await wardA.join()
  await expect.poll(() => reports.length, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(5)
  expect(reports[0]?.facts).toMatchObject({ path: 'udp', codecs: 'VP8, opus' })
  expect(reports[0]?.facts?.browser).toMatch(/^Chrome \d+$/)
  for (const { samples } of reports) expect(samples).toHaveLength(2)
  const values = valuesOf(reports.at(-1))
  // It films a colour over which a bar moves, and beeps at half of the full amplitude.
  expect(values['cameraLuma']).toBeGreaterThan(40)
  expect(values['cameraMotion']).toBeGreaterThan(0)
  expect(values['microphone']).toBeGreaterThan(-30)
  for (const key of ['upKbit', 'downKbit', 'packetsUp', 'packetsDown', 'upFrames', 'downFrames', 'pictures', 'mos'])
    expect(values[key], key).toBeGreaterThan(0)
})
