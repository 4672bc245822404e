import { setTimeout as wait } from 'node:timers/promises'
import { browserFlags } from '../../infra/room/watchdog/browserFlags.ts'
import { Watchdog } from '../../infra/room/watchdog/Watchdog.ts'

const LOOK_MS = 100
const ANSWER_MS = 1_000

/** Fake camera and microphone, and what a browser needs in a container; all else is as on a room's PC. */
const TEST_FLAGS = [
  '--no-sandbox',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--disable-background-networking',
  '--disable-component-update',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--window-size=1920,1080',
]

const IN_MEETING = `document.querySelector('[data-testid="meeting"]')?.dataset.connection === 'online'`
/** A page that paints: a browser without its GPU process does not. */
const PAINTS = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))`

/** The PC of a room under test: the watchdog of infra/room with a real browser on a screen. */
export class RoomPc {
  readonly watchdog: Watchdog
  readonly did: string[] = []

  constructor({ url, profile, display }: { url: string; profile: string; display: string }) {
    this.watchdog = new Watchdog({
      command: process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium',
      flags: [...browserFlags({ profile, scale: 2 }), ...TEST_FLAGS],
      url: `${url}/room`,
      env: { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' },
    })
    this.watchdog.on('did', (what, why) => this.did.push(`${what}: ${why}`))
  }

  /** @returns what the expression gives; undefined while the page does not answer */
  async ask(expression: string): Promise<unknown> {
    try {
      return await this.watchdog.browser?.evaluate(expression, ANSWER_MS)
    } catch {
      return undefined
    }
  }

  /** Waits until the page is in the meeting and paints. @returns milliseconds since `from` */
  inMeeting(from: number, patienceMs: number): Promise<number> {
    return this.until(`(${IN_MEETING}) && ${PAINTS}`, (value) => value === true, from, patienceMs)
  }

  /** Waits until the page answers as wanted. @returns milliseconds since `from` */
  async until(
    expression: string,
    isIt: (value: unknown) => boolean,
    from: number,
    patienceMs: number,
  ): Promise<number> {
    for (;;) {
      if (isIt(await this.ask(expression))) return performance.now() - from
      if (performance.now() - from > patienceMs)
        throw new Error(
          `not within ${patienceMs} ms: ${expression}; the page: ${String(await this.ask('document.body.innerText.slice(0, 400)'))}; ${this.did.slice(-5).join('; ')}`,
        )
      await wait(LOOK_MS)
    }
  }
}
