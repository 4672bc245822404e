import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { ensureCertificate } from '../start/certificate.ts'
import { type Check, fine, problem, unknown, warning } from './checks/Check.ts'
import { database, dataFolder } from './checks/data.ts'
import { logs } from './checks/logs.ts'
import { clock, clockOffset } from './checks/machine.ts'
import { certificates, redis } from './checks/network.ts'
import { diagnose } from './diagnose.ts'
import type { Scene } from './scene/Scene.ts'

const NOW = Date.UTC(2026, 10, 30, 2, 14)
const DAY_MS = 86_400_000

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-diagnose-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const scene = (more: Partial<Scene> = {}): Scene => ({
  dataDir,
  now: NOW,
  signaling: null,
  mediaNode: null,
  settings: {},
  timeServer: null,
  ...more,
})

const levels = async (check: Check, more: Partial<Scene> = {}) =>
  (await check.look(scene(more))).map(({ level }) => level)

function writeLog(...lines: object[]): void {
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  writeFileSync(join(dataDir, 'logs', 'signaling.log'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

test('what is wrong comes first, causes before what they cause; a check that fails is told as unknown', async () => {
  const words = { vi: 'x', en: 'x' }
  const check = (id: string, look: Check['look']): Check => ({ id, title: words, look })
  const results = await diagnose(scene(), [
    check('well', async () => [fine('x', 'x')]),
    check('cause', async () => [problem(words, words)]),
    check('broken', async () => Promise.reject(new Error('no such file'))),
    check('close', async () => [warning(words, words), unknown('x', 'x')]),
    check('effect', async () => [problem(words, words)]),
  ])
  expect(results.map((result) => result.check)).toEqual(['cause', 'effect', 'close', 'broken', 'close', 'well'])
  expect(results[3]?.says.en).toContain('no such file')
})

test('a data folder that is missing, that others read, and one that is well', async () => {
  expect(await levels(dataFolder)).toEqual(['ok'])
  expect(await levels(dataFolder, { dataDir: join(dataDir, 'nowhere') })).toEqual(['problem'])
  const open = mkdtempSync(join(tmpdir(), 'diem-cau-open-'))
  onTestFinished(() => rmSync(open, { recursive: true }))
  writeFileSync(join(open, 'tokens.key'), 'x', { mode: 0o644 })
  expect(await levels(dataFolder, { dataDir: open })).toEqual(['ok'])
  chmodSync(open, 0o755)
  const [found] = await dataFolder.look(scene({ dataDir: open }))
  expect(found).toMatchObject({ level: 'problem', todo: { en: `Run: chmod go-rwx ${join(open, 'tokens.key')}` } })
})

test('a database is read without being made or changed; a damaged one is found', async () => {
  expect(await levels(database)).toEqual(['unknown'])
  const file = join(dataDir, 'diem-cau.sqlite')
  const store = await openStore(file)
  await store.close()
  expect(await levels(database)).toEqual(['ok'])
  writeFileSync(file, 'no database at all, and long enough to be taken for a header of one'.repeat(20))
  expect(await levels(database)).toEqual(['problem'])
  const [away] = await database.look(
    scene({ settings: { DIEM_CAU_DATABASE: 'postgres://office:not-to-be-told@127.0.0.1:1/office' } }),
  )
  expect(away?.level).toBe('problem')
  expect(JSON.stringify(away)).not.toContain('not-to-be-told')
})

test('errors of the last day are told once each, with how often', async () => {
  expect(await levels(logs)).toEqual(['unknown'])
  const error = { level: 50, time: NOW - 1000, msg: 'the store does not answer', err: { message: 'disk full' } }
  writeLog({ ...error, time: NOW - 2 * DAY_MS }, { level: 30, time: NOW, msg: 'all is well' })
  expect(await levels(logs)).toEqual(['ok'])
  writeLog(error, error, { ...error, msg: 'another' })
  const found = await logs.look(scene())
  expect(found.map(({ says }) => says.en.replace(/ \(\d+ times.*/, ''))).toEqual([
    'signaling.log: the store does not answer (disk full)',
    'signaling.log: another (disk full)',
  ])
  expect(found[0]?.says.en).toContain('2 times')
})

/** A time server that is `ahead` of us, in milliseconds. @returns host:port */
async function timeServer(ahead: number): Promise<string> {
  const server = createSocket('udp4')
  server.on('message', (question, from) => {
    const answer = Buffer.alloc(48)
    answer[0] = 0x24
    answer[1] = 2
    const now = Date.now() + ahead
    for (const offset of [32, 40]) {
      answer.writeUInt32BE(Math.floor(now / 1000) + 2_208_988_800, offset)
      answer.writeUInt32BE(Math.floor(((now % 1000) / 1000) * 2 ** 32), offset + 4)
    }
    expect(question).toHaveLength(48)
    server.send(answer, from.port, from.address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `127.0.0.1:${server.address().port}`
}

test('the clock is compared with a time server, and with the log', async () => {
  expect(Math.round((await clockOffset(await timeServer(3_600_000))) / 60_000)).toBe(-60)
  expect((await levels(clock, { timeServer: await timeServer(-3_600_000) }))[0]).toBe('problem')
  expect((await levels(clock, { timeServer: await timeServer(0) }))[0]).toBe('ok')
  writeLog({ level: 30, time: NOW + 3_600_000, msg: 'written an hour from now' })
  expect((await levels(clock))[0]).toBe('problem')
})

test('a certificate that ends, that has ended, that is of another name, and without its key', async () => {
  const { cert, key } = await ensureCertificate(dataDir, ['hop.omon.example.vn'], NOW)
  const settings = { DIEM_CAU_TLS_CERT: cert, DIEM_CAU_TLS_KEY: key }
  expect(await levels(certificates)).toEqual(['ok'])
  expect(await levels(certificates, { settings })).toEqual(['ok'])
  expect(await levels(certificates, { settings, now: NOW + 380 * DAY_MS })).toEqual(['warning'])
  expect(await levels(certificates, { settings, now: NOW + 400 * DAY_MS })).toEqual(['problem'])
  expect(await levels(certificates, { settings, now: NOW - 10 * DAY_MS })).toEqual(['problem'])
  const other = { ...settings, DIEM_CAU_PUBLIC_URL: 'https://hop.example.vn' }
  expect(await levels(certificates, { settings: other })).toEqual(['warning'])
  expect(await levels(certificates, { settings: { ...settings, DIEM_CAU_TLS_KEY: cert } })).toEqual(['problem'])
})

test('a server that nobody listens for is told with its address, without its password', async () => {
  const settings = { DIEM_CAU_REDIS_URL: 'redis://office:not-to-be-told@127.0.0.1:1' }
  const [found] = await redis.look(scene({ settings }))
  expect(found).toMatchObject({ level: 'problem', says: { en: expect.stringContaining('127.0.0.1:1') } })
  expect(JSON.stringify(found)).not.toContain('not-to-be-told')
})
