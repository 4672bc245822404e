import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { chainHash } from '../../signaling/src/db/log/chainHash.ts'
import { root } from '../bootstrap/paths.mjs'
import { bundleServer } from '../start/bundleServer.ts'

const run = promisify(execFile)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-commands-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const env = () => ({
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  DIEM_CAU_DATA: join(folder, 'data'),
})

async function command(
  name: 'backup' | 'restore' | 'moveStore' | 'verify',
  ...args: string[]
): Promise<{ code: number; output: string }> {
  const file = join(root, 'infra', 'store', `${name}.ts`)
  return run(process.execPath, [file, ...args], { env: env(), cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
}

/** The real server with the demonstration, as `npm start` runs it. */
async function startServer(): Promise<{ child: ChildProcess; exit: Promise<unknown> }> {
  writeFileSync(join(folder, 'secret'), 'x'.repeat(40))
  const child = fork(await bundleServer('signaling'), {
    env: { ...env(), DIEM_CAU_PORT: '0', DIEM_CAU_DEMO: '1', DIEM_CAU_SFU_SECRET_FILE: join(folder, 'secret') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit').then(([code]: unknown[]) => code)
  for (;;) {
    const [message] = (await Promise.race([
      once(child, 'message'),
      exit.then((code) => Promise.reject(new Error(`it ended with ${String(code)}`))),
    ])) as [object]
    if ('ready' in message) return { child, exit }
  }
}

function titles(): string[] {
  const database = new DatabaseSync(join(folder, 'data', 'diem-cau.sqlite'), { readOnly: true })
  const rows = database.prepare('select title from meeting order by title').all()
  database.close()
  return rows.map(({ title }) => String(title))
}

test('a running server is backed up, and started anew with what is restored', async () => {
  const { exit } = await startServer()
  const before = titles()
  expect(before.length).toBeGreaterThan(0)
  const made = await command('backup', 'monday.tar.zst')
  expect(made, made.output).toMatchObject({ code: 0 })
  expect(made.output).toMatch(/monday\.tar\.zst, [1-9]\d* kB/)
  expect(statSync(join(folder, 'monday.tar.zst')).mode & 0o777).toBe(0o600)

  const database = new DatabaseSync(join(folder, 'data', 'diem-cau.sqlite'), { timeout: 5000 })
  database.exec("update meeting set title = 'Đã sửa sau khi sao lưu'")
  database.close()
  const restored = await command('restore', 'monday.tar.zst')
  expect(restored, restored.output).toMatchObject({ code: 0 })
  // 75, EX_TEMPFAIL: whoever supervises it starts it again.
  expect(await exit).toBe(75)
  expect(titles()).toEqual(before)
  const again = await startServer()
  again.child.kill('SIGTERM')
  expect(await again.exit).toBe(0)
}, 60_000)

test('what cannot be done is said without a stack, exit 1', async () => {
  for (const [name, args, said] of [
    ['backup', [], 'usage: npm run backup'],
    ['backup', ['a', 'b'], 'usage: npm run backup'],
    ['backup', ['--wrong'], '--wrong'],
    ['backup', ['file'], 'holds no data'],
    ['restore', ['nowhere.tar.zst'], 'nowhere.tar.zst'],
    ['moveStore', ['http://localhost/db'], 'postgres://'],
    ['moveStore', ['postgres://me:geheim@127.0.0.1:1/db'], 'cannot be reached'],
  ] as const) {
    const { code, output } = await command(name, ...args)
    expect(code, `${name} ${args.join(' ')}`).toBe(1)
    expect(output).toContain(said)
    expect(output).not.toContain('    at ')
    expect(output).not.toContain('geheim')
  }
}, 60_000)

test('13.2 a log that was changed is found by verify, which says where, and ends with 1', async () => {
  const { child, exit } = await startServer()
  child.kill()
  await exit
  const file = join(folder, 'data', 'diem-cau.sqlite')
  const database = new DatabaseSync(file)
  const meeting = String(database.prepare('select id from meeting limit 1').get()?.['id'])
  const add = database.prepare('insert into meeting_log (meeting_id, seq, at, event, hash) values (?, ?, 1, ?, ?)')
  let previous: string | null = null
  for (const seq of [1, 2, 3]) {
    const event = JSON.stringify({ type: 'meetingStarted', by: null })
    previous = chainHash(previous, { meetingId: meeting, seq, at: 1, actor: null, requestId: null, event })
    add.run(meeting, seq, event, previous)
  }
  expect(await command('verify', meeting)).toMatchObject({
    code: 0,
    output: expect.stringContaining('nguyên vẹn: 3 sự kiện'),
  })
  database.prepare('update meeting_log set at = 2 where meeting_id = ? and seq = 2').run(meeting)
  database.close()
  expect(await command('verify', meeting)).toMatchObject({ code: 1, output: expect.stringContaining('từ sự kiện 2') })
  expect(await command('verify', 'm.none')).toMatchObject({
    code: 1,
    output: expect.stringContaining('There is no log'),
  })
  expect(await command('verify')).toMatchObject({ code: 1, output: expect.stringContaining('usage') })
}, 30_000)
