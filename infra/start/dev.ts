/**
 * `npm run dev`: the demonstration for who works on it. Pages come from Vite and change as their files do; a server is started
 * anew when one of its files changes, and meetings go on: the log has them, and media goes on at the node without signaling.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { node24Env } from '../bootstrap/node24.mjs'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import type { ServerName } from './bundleServer.ts'
import { consoleLine } from './consoleLine.ts'
import { launchStack, type Stack } from './launch.ts'
import { helpText, parseOptions, type StartOptions } from './options.ts'
import { checkPorts } from './ports.ts'

/** An editor writes a file in several steps, a checkout many files. */
const SETTLED_MS = 150

const SOURCES: readonly { readonly folder: string; readonly restarts: readonly ServerName[] }[] = [
  { folder: 'sfu/src', restarts: ['sfu'] },
  { folder: 'sfu/contract', restarts: ['sfu', 'signaling'] },
  { folder: 'signaling/src', restarts: ['signaling'] },
  { folder: 'signaling/contract', restarts: ['signaling'] },
]

let stack: Stack | undefined
let pages: ChildProcess | undefined
let stopping: Promise<never> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
process.once('disconnect', () => void stop(0))

try {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options) await start(options)
  else {
    console.log(helpText('dev'))
    process.disconnect?.()
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  await stop(1)
}

async function start(options: StartOptions): Promise<void> {
  const { port, host, data, announce, workers, demo } = options
  await checkPorts([{ host, port, protocol: 'tcp', option: '--port <number>' }])
  const pagesAt = `http://localhost:${port}`
  stack = await launchStack({
    port: 0,
    host: '127.0.0.1',
    dataDir: data,
    workers,
    demo,
    pagesAt,
    rtcPort: options['rtc-port'],
    controlPort: options['control-port'],
    ...(announce !== undefined && { announce }),
    logLevel: process.env.DIEM_CAU_LOG_LEVEL || 'info',
    onLine: (name, line, stream) => {
      const text = consoleLine(name, line, stream)
      if (text !== undefined) console.error(text)
    },
    // Code that was just saved may not run yet: it is tried again, at the latest with the next change.
    onDied: (name, how) => console.error(`${name} ended (${how})`),
    onFailed: (_, error) => {
      console.error(`\n${error.message}`)
      void stop(1)
    },
  })
  for (const { folder, restarts } of SOURCES) watchSources(join(root, folder), () => void renew(restarts))
  pages = spawn('vite', ['--host', host, '--port', String(port), '--strictPort', '--clearScreen', 'false'], {
    cwd: join(root, 'web-client'),
    env: { ...node24Env(process.execPath), DIEM_CAU_DEV_SERVER: stack.url },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  pages.once('exit', () => void stop(1))
  console.log(
    `\n    ${pagesAt}\n\nPasswords: ${join(data, 'demo-accounts.txt')}\nLogs: ${join(data, 'logs')}\nStop: Ctrl-C\n`,
  )
}

async function renew(names: readonly ServerName[]): Promise<void> {
  for (const name of names) {
    console.log(`${name}: its files have changed, starting it anew`)
    stack?.restart(name)
    await stack?.whenReady(name)
    console.log(`${name}: ready`)
  }
}

function watchSources(folder: string, onChange: () => void): void {
  let settled: NodeJS.Timeout | undefined
  watch(folder, { recursive: true }, (_, file) => {
    if (file === null || !/\.(ts|csv)$/.test(file) || file.endsWith('.test.ts')) return
    clearTimeout(settled)
    settled = setTimeout(onChange, SETTLED_MS)
  })
}

async function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    pages?.removeAllListeners('exit').kill()
    await stack?.stop()
    process.exit(code)
  })()
  return await stopping
}
