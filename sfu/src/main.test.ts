import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { ControlClient } from './testing/ControlClient.ts'
import { freePorts } from './testing/freePorts.ts'
import { SECRET } from './testing/testNode.ts'

// Whole processes are started.
vi.setConfig({ testTimeout: 30_000 })

const folder = mkdtempSync(path.join(tmpdir(), 'sfu-main-'))
afterAll(() => rmSync(folder, { recursive: true }))
const secretFile = path.join(folder, 'secret')
writeFileSync(secretFile, SECRET)

async function start(settings: Record<string, string> = {}) {
  const [rtcBasePort, controlPort] = [await freePorts(1), await freePorts(1)]
  const child = fork(new URL('main.ts', import.meta.url), {
    env: {
      ...process.env,
      DIEM_CAU_SFU_SECRET_FILE: secretFile,
      DIEM_CAU_SFU_CONTROL_PORT: String(controlPort),
      DIEM_CAU_RTC_BASE_PORT: String(rtcBasePort),
      DIEM_CAU_SFU_WORKERS: '1',
      DIEM_CAU_LOG_LEVEL: 'warn',
      ...settings,
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, url: `http://127.0.0.1:${controlPort}`, said: words(child) }
}

function words(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  return () => text
}

async function workerPid(url: string): Promise<number> {
  const client = await ControlClient.connect(url, { secret: SECRET, owner: 'test' })
  const { workers } = await client.request('node:describe', {})
  client.close()
  return workers[0]?.pid ?? 0
}

/** A process that has ended but was not yet reaped by init does not run. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z')
  } catch {
    return false
  }
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'says when it is ready, and on %s ends with its workers and exit code 0',
  async (signal) => {
    const { child, url } = await start()
    expect((await once(child, 'message'))[0]).toEqual({ ready: true })
    const pid = await workerPid(url)
    expect(runs(pid)).toBe(true)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    await expect.poll(() => runs(pid)).toBe(false)
  },
)

test('ends when the process that started it is gone', async () => {
  const { child, url } = await start()
  await once(child, 'message')
  const pid = await workerPid(url)
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
  await expect.poll(() => runs(pid)).toBe(false)
})

test('its workers end with it, even when it is killed', async () => {
  const { child, url } = await start()
  await once(child, 'message')
  const pid = await workerPid(url)
  child.kill('SIGKILL')
  await expect.poll(() => runs(pid)).toBe(false)
})

test('a setting that is wrong ends it with 78 and says which and what to do', async () => {
  const { child, said } = await start({ DIEM_CAU_SFU_WORKERS: 'many' })
  expect(await once(child, 'close')).toEqual([78, null])
  expect(said()).toMatch(/DIEM_CAU_SFU_WORKERS: cannot be "many"; write "auto"/)
})

test('a control port that is taken ends it with 78 and says what to do', async () => {
  const first = await start()
  await once(first.child, 'message')
  const { child, said } = await start({ DIEM_CAU_SFU_CONTROL_PORT: new URL(first.url).port })
  expect(await once(child, 'close')).toEqual([78, null])
  expect(said()).toMatch(/DIEM_CAU_SFU_CONTROL_PORT: port \d+ is taken by another program/)
})
