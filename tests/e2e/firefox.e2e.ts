import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { localAddresses } from '../../infra/start/addresses.ts'
import { launchStack } from '../../infra/start/launch.ts'
import { FirefoxRoom } from '../browser/FirefoxRoom.ts'
import { PATIENCE_MS, Site } from '../browser/Site.ts'
import { freePorts } from '../support/freePorts.ts'

const [address] = localAddresses()
const whyNot =
  FirefoxRoom.whyNot() ?? (address === undefined ? 'Firefox needs an address that is not of the loopback' : null)
const HERTZ = 700
const WARD = 'o-mon.long-hung'

test('a ward with Firefox comes in, sees, has the floor and is heard, and votes', async () => {
  test.skip(whyNot !== null, whyNot ?? '')
  await using closing = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-firefox-'))
  closing.defer(() => rm(folder, { recursive: true, force: true }))
  const stack = await launchStack({
    port: 0,
    host: address ?? '',
    dataDir: join(folder, 'data'),
    rtcPort: await freePorts(1),
    workers: 1,
  })
  closing.defer(() => stack.stop())
  const passwordOf = (login: string) => stack.demo?.accounts.find((one) => one.login === login)?.password ?? ''
  const chair = await Site.launch({
    name: 'chair',
    account: { login: 'chutoa.omon', password: passwordOf('chutoa.omon'), unit: 'o-mon' },
    colour: [200, 40, 40],
    hertz: 440,
    folder,
    webPort: 0,
    mediaLine: null,
    elsewhere: { url: stack.url, chromium: process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium' },
  })
  closing.defer(() => chair.close())
  await chair.enter()
  const ward = closing.use(await FirefoxRoom.launch(HERTZ))
  const panel = async (name: string) => {
    const tab = chair.page.getByTestId(`panel-tab-${name}`).locator('visible=true').first()
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
  }

  await test.step('it comes in, and both see each other', async () => {
    await ward.signIn(stack.url, { login: 'longhung', password: passwordOf('longhung') })
    await ward.join()
    await ward.seesMoving('[data-testid="tile"][data-unit="o-mon"][data-source="camera"]')
    await expect
      .poll(
        () =>
          chair.page
            .locator(`[data-testid="tile"][data-unit="${WARD}"][data-source="camera"] video`)
            .first()
            .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
            .catch(() => 0),
        { timeout: PATIENCE_MS },
      )
      .toBeGreaterThan(5)
  })

  await test.step('it asks for the floor, is given it, and is heard', async () => {
    await chair.page.getByTestId('conduct-start').click()
    await chair.page.getByTestId('conduct-start-confirm').click()
    await ward.sees('mic-state', '[data-state="closed"]')
    await ward.click('floor-request')
    await panel('floor')
    await chair.page.getByTestId('floor-queue').getByTestId('floor-grant').first().click({ timeout: PATIENCE_MS })
    await ward.sees('mic-state', '[data-state="heard"]')
    await expect
      .poll(
        async () => {
          const { [HERTZ]: tone = -200, 97: floor = -200 } = await chair.hears([HERTZ, 97])
          return tone - floor
        },
        { timeout: PATIENCE_MS },
      )
      .toBeGreaterThan(15)
    await chair.page.getByTestId('floor-end-row').first().click()
  })

  await test.step('it confirms that it is there, and votes', async () => {
    await panel('rollCall')
    await chair.page.getByTestId('rollcall-open').click()
    await ward.fill('rollcall-count', '3')
    await ward.click('rollcall-confirm')
    await panel('votes')
    await chair.page.getByTestId('vote-new').click()
    await chair.page.getByTestId('vote-question').fill('Thông qua chỉ tiêu cải cách hành chính quý tới?')
    await chair.page.getByTestId('vote-open').click()
    await ward.click('ballot-state', ' [data-index="0"]')
    await ward.click('ballot-confirm')
    await ward.sees('ballot-state', '[data-state="cast"]')
    await chair.page.getByTestId('vote-close').click()
    await chair.page.getByTestId('vote-sure').click()
    await ward.sees('vote-announced')
  })
})
