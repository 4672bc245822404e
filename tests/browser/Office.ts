import { readdir, readFile } from 'node:fs/promises'
import { MediaLine } from './MediaLine.ts'
import { launchStack, type Stack } from '../../infra/start/launch.ts'
import { freePorts } from '../support/freePorts.ts'
import type { Account, SiteOptions } from './Site.ts'

export type SiteName = 'chair' | 'wardA' | 'wardB'

/** Colours far from each other and from Chromium's green fake screen; tones that are no multiples of each other. */
const SITES = {
  chair: { login: 'chutoa.omon', unit: 'o-mon', colour: [200, 40, 40], hertz: 440 },
  wardA: { login: 'chauvanliem', unit: 'o-mon.chau-van-liem', colour: [40, 60, 200], hertz: 700 },
  wardB: { login: 'longhung', unit: 'o-mon.long-hung', colour: [210, 180, 30], hertz: 1150 },
} as const

/** The whole stack as `npm start` runs it, on free ports with a data folder of its own and the demo in it. */
export class Office {
  readonly #stack: Stack
  readonly #folder: string
  readonly #accounts: ReadonlyMap<string, string>
  readonly #rtcPort: number

  private constructor(stack: Stack, folder: string, rtcPort: number) {
    this.#stack = stack
    this.#folder = folder
    this.#rtcPort = rtcPort
    this.#accounts = new Map(stack.demo?.accounts.map(({ login, password }) => [login, password]))
  }

  static async open(folder: string): Promise<Office> {
    const rtcPort = await freePorts(1)
    // Cameras of tests are on this machine; all processes of the stack have our environment.
    process.env['DIEM_CAU_CAMERA_NETWORKS'] ??= '127.0.0.0/8'
    const stack = await launchStack({
      port: 0,
      dataDir: `${folder}/data`,
      rtcPort,
      workers: 1,
      demo: '2016',
      logLevel: 'info',
      onLine: (process, line, stream) => {
        if (stream === 'stderr') console.error(`${process}: ${line}`)
      },
    })
    return new Office(stack, folder, rtcPort)
  }

  #account(site: SiteName): Account {
    const { login, unit } = SITES[site]
    return { login, password: this.passwordOf(login), unit }
  }

  /** Any account of the demo has one. */
  passwordOf(login: string): string {
    const password = this.#accounts.get(login)
    if (password === undefined) throw new Error(`the demo has no account ${login}`)
    return password
  }

  /**
   * Gives what a browser of this site needs.
   * @param lines `own`: over relays that can be cut; `direct`: straight to the servers, as fast as it goes
   */
  async siteOptions(name: SiteName, lines: 'own' | 'direct' = 'own'): Promise<SiteOptions> {
    const { colour, hertz } = SITES[name]
    return {
      name,
      account: this.#account(name),
      colour,
      hertz,
      folder: this.#folder,
      webPort: Number(new URL(this.#stack.url).port),
      mediaLine: lines === 'own' ? await MediaLine.open([this.#rtcPort]) : null,
    }
  }

  /** The files of the office, its logs and tables among them, that have this text in them as it is. */
  async filesWith(text: string): Promise<string[]> {
    const files = await readdir(`${this.#folder}/data`, { recursive: true, withFileTypes: true })
    const paths = files.filter((file) => file.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`)
    const read = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })))
    return read.filter(({ bytes }) => bytes.includes(text)).map(({ path }) => path)
  }

  workerPids(): number[] {
    return this.#stack.workerPids()
  }

  signalingPid(): number | undefined {
    return this.#stack.pid('signaling')
  }

  close(): Promise<void> {
    return this.#stack.stop()
  }
}
