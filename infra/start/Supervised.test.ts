import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backOff, Supervised } from './Supervised.ts'

let folder: string
let supervised: Supervised | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-supervised-'))
})
afterEach(async () => {
  await supervised?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A real process that runs `code`. */
function child(code: string, lines: string[] = []): Supervised {
  const file = join(folder, 'child.mjs')
  writeFileSync(file, code)
  supervised = new Supervised({ name: 'child', file, env: process.env, onLine: (line) => lines.push(line) })
  return supervised
}

const RUNS = 'process.send({ ready: true }); setInterval(() => {}, 1000);'

test('start resolves when the child says that it is ready', async () => {
  const subject = child(RUNS)
  await subject.start()
  expect(subject.isReady).toBe(true)
  expect(subject.pid).toBeGreaterThan(0)
})

test('a child is started through another command, which becomes it', async () => {
  const file = join(folder, 'child.mjs')
  writeFileSync(file, `process.send({ ready: process.env.WAY === 'through' }); setInterval(() => {}, 1000)`)
  supervised = new Supervised({
    name: 'child',
    file,
    env: process.env,
    through: ['env', 'WAY=through'],
    onLine: () => undefined,
  })
  await supervised.start()
  expect(readFileSync(`/proc/${supervised.pid}/cmdline`, 'utf8').split('\0')[1]).toBe(file)
})

test('a child of its own group gets no Ctrl-C of a terminal', async () => {
  const file = join(folder, 'child.mjs')
  writeFileSync(file, RUNS)
  const groupOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2])
  const subject = new Supervised({ name: 'child', file, env: process.env, hasOwnGroup: true, onLine: () => undefined })
  supervised = subject
  await subject.start()
  expect(groupOf(subject.pid ?? 0)).toBe(subject.pid)
  expect(groupOf(process.pid)).not.toBe(subject.pid)
})

test('a child that is killed is started again', async () => {
  const subject = child(RUNS)
  await subject.start()
  const first = subject.pid ?? 0
  const again = once(subject, 'ready')
  process.kill(first, 'SIGKILL')
  await again
  expect(subject.pid).not.toBe(first)
})

test('its last words are read before its death is told', async () => {
  const lines: string[] = []
  const subject = child(
    `process.on('SIGTERM', () => { console.error('last words'); process.exit(3); }); ${RUNS}`,
    lines,
  )
  await subject.start()
  const died = once(subject, 'died')
  process.kill(subject.pid ?? 0, 'SIGTERM')
  expect(await died).toMatchObject([{ code: 3, signal: null }])
  expect(lines).toContain('last words')
})

test('exit code 78 is told and not tried again', async () => {
  const subject = child("console.error('the database is newer than the program'); process.exit(78);")
  await expect(subject.start()).rejects.toThrow(/stopped/)
  expect(subject.pid).toBeUndefined()
})

test('exit code 78 after it has run is told too', async () => {
  const subject = child(`process.on('SIGTERM', () => process.exit(78)); ${RUNS}`)
  await subject.start()
  const failed = once(subject, 'failed')
  process.kill(subject.pid ?? 0, 'SIGTERM')
  await failed
  expect(subject.pid).toBeUndefined()
})

test('a child that never gets ready fails the start, with its last words', async () => {
  await expect(child("console.error('no such module'); process.exit(1);").start()).rejects.toThrow(
    /exit code 1, 3 times[\s\S]*no such module/,
  )
})

test('stop asks first, and a stopped child stays down', async () => {
  const lines: string[] = []
  const subject = child(`process.on('SIGTERM', () => { console.log('closing'); process.exit(0); }); ${RUNS}`, lines)
  await subject.start()
  await subject.stop()
  expect(lines).toContain('closing')
  expect(subject.pid).toBeUndefined()
})

test('the back-off doubles, is at most 5 s and never less than half of its step', () => {
  expect([1, 2, 3].map((deaths) => backOff(deaths, 1))).toEqual([50, 100, 200])
  expect(backOff(50, 1)).toBe(5_000)
  expect(backOff(1, 0)).toBe(25)
  expect(backOff(50, 0)).toBe(2_500)
})

test('a restart that is asked for is no death, and comes at once', async () => {
  const subject = child(RUNS)
  await subject.start()
  const deaths: unknown[] = []
  subject.on('died', (death) => deaths.push(death))
  const first = subject.pid
  const again = once(subject, 'ready')
  subject.restart()
  await again
  expect(subject.pid).not.toBe(first)
  expect(deaths).toEqual([])
})

test('a restart that is asked for does not wait for the next start of one that died', async () => {
  const subject = child(RUNS)
  await subject.start()
  writeFileSync(join(folder, 'child.mjs'), 'process.exit(1)')
  // Dies at once, again and again, with ever longer waits.
  const fourth = new Promise<void>((resolve) => {
    let deaths = 0
    subject.on('died', () => {
      deaths += 1
      if (deaths === 4) resolve()
    })
  })
  process.kill(subject.pid ?? 0, 'SIGKILL')
  await fourth
  writeFileSync(join(folder, 'child.mjs'), RUNS)
  const ready = once(subject, 'ready')
  subject.restart()
  await ready
  expect(subject.isReady).toBe(true)
})
