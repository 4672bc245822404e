import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { localAddresses } from '../../infra/start/addresses.ts'
import { launchStack } from '../../infra/start/launch.ts'
import { freePorts } from '../support/freePorts.ts'
import { FirefoxRoom } from './FirefoxRoom.ts'
import { Site } from './Site.ts'

const [address] = localAddresses()
/** Why this machine cannot run these tests; null if it can. */
export const whyNoFirefox =
  FirefoxRoom.whyNot() ?? (address === undefined ? 'Firefox needs an address that is not of the loopback' : null)

/** Of its made-up microphone. */
export const HERTZ = 700

interface Workers {
  /** The whole stack at this machine's own address, and the demo in it. */
  readonly office: {
    readonly url: string
    readonly rtcPort: number
    readonly folder: string
    readonly passwordOf: (login: string) => string
  }
  readonly firefox: FirefoxRoom
  readonly chair: Site
}

/** One stack, one Firefox and the chair's Chromium for all tests of a file: each signs in afresh. */
export const test = base.extend<object, Workers>({
  office: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'diem-cau-firefox-'))
      const rtcPort = await freePorts(1)
      const stack = await launchStack({
        port: 0,
        host: address ?? '',
        dataDir: join(folder, 'data'),
        rtcPort,
        workers: 1,
      })
      const passwords = new Map(stack.demo?.accounts.map(({ login, password }) => [login, password]))
      await use({ url: stack.url, rtcPort, folder, passwordOf: (login) => passwords.get(login) ?? '' })
      await stack.stop()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  firefox: [
    async ({ office: { url, rtcPort } }, use) => {
      await using firefox = await FirefoxRoom.launch(url, rtcPort, HERTZ)
      await use(firefox)
    },
    { scope: 'worker' },
  ],
  chair: [
    async ({ office: { url, folder, passwordOf } }, use) => {
      const chair = await Site.launch({
        name: 'chair',
        account: { login: 'chutoa.omon', password: passwordOf('chutoa.omon'), unit: 'o-mon' },
        colour: [200, 40, 40],
        hertz: 440,
        folder,
        webPort: 0,
        mediaLine: null,
        elsewhere: { url, chromium: process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium' },
      })
      await use(chair)
      await chair.close()
    },
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
