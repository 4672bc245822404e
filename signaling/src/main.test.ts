import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from './testing/temporaryStore.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

async function run(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; output: () => string; folder: string }> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'secret'), 'x'.repeat(40))
  const child = fork(main, {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DIEM_CAU_PORT: '0',
      DIEM_CAU_DATA: join(folder, 'data'),
      DIEM_CAU_SFU_SECRET_FILE: join(folder, 'secret'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, folder }
}

const exitOf = async (child: ChildProcess, event: 'close' | 'exit' = 'close'): Promise<unknown> =>
  ((await once(child, event)) as unknown[])[0]

async function untilReady(child: ChildProcess): Promise<void> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [object]
    if ('ready' in message) return
  }
}

test.for([
  [{ DIEM_CAU_PORT: 'eighty' }, 'DIEM_CAU_PORT'],
  [{ DIEM_CAU_DATA: '' }, 'DIEM_CAU_DATA'],
  [{ DIEM_CAU_SFU_SECRET_FILE: '/nowhere/secret' }, 'DIEM_CAU_SFU_SECRET_FILE'],
  [{ DIEM_CAU_TLS_CERT: '/etc/hostname' }, 'DIEM_CAU_TLS_KEY'],
  [{ DIEM_CAU_LOG_LEVEL: 'loud' }, 'DIEM_CAU_LOG_LEVEL'],
  [{ DIEM_CAU_DEMO: '1', DIEM_CAU_UNITS_CSV: '/nowhere/units.csv' }, '/nowhere/units.csv'],
] as const)('a wrong setting is named in both languages, exit 78: %j', async ([env, named]) => {
  const { child, output } = await run(env)
  expect(await exitOf(child)).toBe(78)
  const [vi = '', en = ''] = output().trim().split('\n\n')
  expect(vi).toContain(named)
  expect(en).toContain(named)
  expect(output()).not.toContain('    at ')
})

test('a port that is taken is named, exit 78', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const { child, output } = await run({ DIEM_CAU_PORT: port })
  expect(await exitOf(child)).toBe(78)
  expect(output()).toContain(`Cổng ${port}`)
  expect(output()).toContain(`Port ${port}`)
})

test('it says when it is ready, and ends cleanly on SIGTERM', async () => {
  const { child } = await run({})
  await untilReady(child)
  child.kill('SIGTERM')
  expect(await exitOf(child)).toBe(0)
})

test('it ends when whoever started it is gone', async () => {
  const { child } = await run({})
  await untilReady(child)
  child.disconnect()
  // A child without its channel is never reported as closed.
  expect(await exitOf(child, 'exit')).toBe(0)
})

test('a second server on the same data does not start and names the first, exit 78; killed, the first leaves nothing in the way', async () => {
  const first = await run({})
  await untilReady(first.child)
  const data = { DIEM_CAU_DATA: join(first.folder, 'data') }
  const second = await run(data)
  expect(await exitOf(second.child)).toBe(78)
  for (const text of [`tiến trình ${first.child.pid}`, `process ${first.child.pid}`, 'http://127.0.0.1:'])
    expect(second.output()).toContain(text)
  first.child.kill('SIGKILL')
  await exitOf(first.child, 'exit')
  const third = await run(data)
  await untilReady(third.child)
})
