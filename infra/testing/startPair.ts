import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleServer, type ServerName } from '../start/bundleServer.ts'
import { freePort } from '../start/ports.ts'
import { ensureWorker } from '../worker/ensureWorker.ts'

export type Pair = {
  /** Of the pages, and of the media node's control API. */
  readonly port: number
  readonly controlPort: number
  readonly rtcPort: number
  readonly node: ChildProcess
  readonly stop: () => void
}

/**
 * A media node with one worker and a signaling process with the demonstration, on free ports; their logs are in the data folder.
 * @param env further settings of signaling
 */
export async function startPair(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Pair> {
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
  const secretFile = join(dataDir, 'sfu-control.secret')
  writeFileSync(secretFile, 'c0ffee'.repeat(10), { mode: 0o600 })
  const [controlPort, rtcPort, port] = [await freePort(), await freePort(), await freePort()]
  const children: ChildProcess[] = []
  const stop = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  const start = async (name: ServerName, settings: NodeJS.ProcessEnv): Promise<ChildProcess> => {
    const child = fork(await bundleServer(name), {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        DIEM_CAU_SFU_SECRET_FILE: secretFile,
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [],
    })
    children.push(child)
    child.stdout?.on('data', (text: Buffer) => appendFileSync(join(dataDir, 'logs', `${name}.log`), text))
    const gone = once(child, 'exit').then(([code]: unknown[]) =>
      Promise.reject(new Error(`${name} ended with ${String(code)}`)),
    )
    gone.catch(() => undefined)
    for (;;) {
      const [message] = (await Promise.race([once(child, 'message'), gone])) as [object]
      if ('ready' in message) return child
    }
  }
  try {
    const node = await start('sfu', {
      DIEM_CAU_SFU_CONTROL_PORT: String(controlPort),
      DIEM_CAU_RTC_LISTEN: '127.0.0.1',
      DIEM_CAU_RTC_BASE_PORT: String(rtcPort),
      DIEM_CAU_SFU_WORKERS: '1',
      MEDIASOUP_WORKER_BIN: (await ensureWorker()).path,
    })
    await start('signaling', {
      DIEM_CAU_PORT: String(port),
      DIEM_CAU_DATA: dataDir,
      DIEM_CAU_DEMO: '1',
      DIEM_CAU_SFU_URL: `http://127.0.0.1:${controlPort}`,
      ...env,
    })
    return { port, controlPort, rtcPort, node, stop }
  } catch (error) {
    stop()
    throw error
  }
}
