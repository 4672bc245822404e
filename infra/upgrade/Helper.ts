import { rm } from 'node:fs/promises'
import { nodesFile } from '../../signaling/src/live/directory/FileNodes.ts'
import { freePort } from '../start/ports.ts'
import { Supervised } from '../start/Supervised.ts'
import type { Settings } from '../diagnose/scene/settings.ts'
import { node24Env } from '../bootstrap/node24.mjs'
import type { Step } from './carryOut.ts'
import { connectNode, type NodeControl } from './NodeControl.ts'
import { answering, empty } from './replaceNode.ts'
import { writeForServer } from './writeForServer.ts'

export type HelperOptions = {
  readonly dataDir: string
  /** As the media node that is replaced was started. */
  readonly settings: Settings
  readonly secret: string
  /** The media node of the new version. */
  readonly main: string
  /** First media port: clients must be able to reach it. */
  readonly rtcPort: number
}

const NAME = 'phụ / helper'

/**
 * A second media node of this machine, of the new version and for as long as an upgrade takes, that carries the meetings while the node itself is
 * replaced (SPEC 22.1). Signaling finds it in a file of the data folder, or in Redis.
 */
export class Helper {
  readonly #options: HelperOptions
  #process: Supervised | null = null
  #control: NodeControl | null = null
  /** The last lines that it wrote, for whoever looks for the reason. */
  #lines: string[] = []

  constructor(options: HelperOptions) {
    this.#options = options
  }

  get start(): Step {
    return {
      name: { vi: 'Chạy máy chủ hình tiếng phụ', en: 'Start a helper media node' },
      work: async ({ signal }) => {
        const { settings, secret, dataDir, rtcPort, main } = this.#options
        const port = await freePort()
        const host = settings['DIEM_CAU_SFU_CONTROL_HOST'] ?? '127.0.0.1'
        const isSecure = settings['DIEM_CAU_SFU_CONTROL_CERT'] !== undefined
        const url = `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
        // Its own address is another one than that of the node whose settings it has.
        const { DIEM_CAU_SFU_CONTROL_URL: _, DIEM_CAU_PIPE_PORTS: _pipes, ...own } = settings
        this.#process = new Supervised({
          name: 'helper',
          file: main,
          // Whoever breaks the upgrade off at a terminal ends it once everybody is back on the node.
          hasOwnGroup: true,
          env: {
            ...node24Env(process.execPath),
            ...own,
            DIEM_CAU_SFU_CONTROL_PORT: String(port),
            DIEM_CAU_RTC_BASE_PORT: String(rtcPort),
          },
          onLine: (line) => (this.#lines = [...this.#lines, line].slice(-20)),
        })
        await this.#process.start()
        this.#control = connectNode(url, secret)
        await answering(NAME, this.#control, signal)
        await writeNodes(dataDir, [{ url, region: settings['DIEM_CAU_SFU_REGION'] ?? '' }])
      },
      undo: () => this.#end(),
    }
  }

  /** Sends everybody back, and ends. */
  get leave(): Step {
    return {
      name: { vi: 'Trả các điểm cầu về, dừng máy chủ phụ', en: 'Send everybody back, end the helper' },
      work: async (going) => {
        if (this.#control) await empty({ name: NAME, control: this.#control }, going)
        await this.#end()
      },
    }
  }

  async #end(): Promise<void> {
    const { dataDir } = this.#options
    if (this.#control && this.#process?.isReady) {
      const still = { say: () => undefined, signal: new AbortController().signal }
      await empty({ name: NAME, control: this.#control }, still).catch(() => undefined)
    }
    this.#control?.close()
    this.#control = null
    await this.#process?.stop()
    this.#process = null
    await writeNodes(dataDir, [])
  }
}

/** Whole or not at all: signaling looks at it twice a second. */
async function writeNodes(dataDir: string, nodes: readonly { url: string; region: string }[]): Promise<void> {
  const file = nodesFile(dataDir)
  if (nodes.length === 0) return rm(file, { force: true })
  writeForServer(file, JSON.stringify({ nodes }))
}
