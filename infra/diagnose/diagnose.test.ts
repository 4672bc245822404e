import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { root } from '../bootstrap/paths.mjs'
import { startPair } from '../testing/startPair.ts'
import { shownSettings } from './scene/settings.ts'

const TOKEN = 'a-token-of-the-monitoring-9f2c'
const MAIL_PASSWORD = 'mat%20khau-cua-thu'
const Report = z.object({
  settings: z.record(z.string(), z.string()),
  findings: z.array(z.object({ check: z.string(), level: z.string(), says: z.object({ en: z.string() }) })),
})

let folder: string
let dataDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-diagnose-'))
  dataDir = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The command as a person gives it. */
async function command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>()
  execFile(
    process.execPath,
    [join(root, 'infra', 'diagnose', 'main.ts'), '--data', dataDir, ...args],
    {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        INIT_CWD: folder,
      },
    },
    (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  )
  return await promise
}

async function unpack(file: string): Promise<Map<string, string>> {
  const tar = extract()
  tar.end(gunzipSync(readFileSync(file)))
  const texts = new Map<string, string>()
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    texts.set(entry.header.name, Buffer.concat(chunks).toString('utf8'))
  }
  return texts
}

test('a running office is looked at, what is wrong comes first, and the archive has no secret', async () => {
  const { node, rtcPort, stop } = await startPair(dataDir, {
    DIEM_CAU_METRICS_TOKEN: TOKEN,
    DIEM_CAU_SMTP_URL: `smtp://van-phong:${MAIL_PASSWORD}@127.0.0.1:1`,
    DIEM_CAU_MAIL_FROM: 'hop@omon.example.vn',
  })
  onTestFinished(stop)
  const demo = readFileSync(join(dataDir, 'demo-accounts.txt'), 'utf8')
  const passwords = [...demo.matchAll(/\b[a-z0-9]{4}(?:-[a-z0-9]{4}){3}\b/g)].map(([password]) => password)
  expect(passwords.length).toBeGreaterThan(3)
  const keys = readdirSync(dataDir)
    .filter((name) => name.endsWith('.key'))
    .map((name) => readFileSync(join(dataDir, name), 'latin1').trim())
  expect(keys.length).toBeGreaterThan(0)
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
  const secrets = [
    TOKEN,
    MAIL_PASSWORD,
    'mat khau-cua-thu',
    'c0ffee'.repeat(10),
    jwt,
    'otp-of-a-query',
    ...passwords,
    ...keys,
  ]
  // What no line should have, and one may have all the same.
  appendFileSync(
    join(dataDir, 'logs', 'signaling.log'),
    `${secrets.filter((secret) => secret !== 'otp-of-a-query').join(' | ')} https://hop.example.vn/x?code=otp-of-a-query\n`,
  )

  const { code, stdout, stderr } = await command('for-support.tar.gz', '--json')
  expect(code, stderr).toBe(1)
  const { findings, settings } = Report.parse(JSON.parse(stdout))
  expect(findings[0]).toMatchObject({ check: 'mail', level: 'problem' })
  const levelOf = (check: string) => findings.find((finding) => finding.check === check)?.level
  expect(
    Object.fromEntries(
      ['data-folder', 'database', 'server', 'media-node', 'media-ports'].map((id) => [id, levelOf(id)]),
    ),
  ).toEqual({
    'data-folder': 'ok',
    database: 'ok',
    server: 'ok',
    'media-node': 'ok',
    'media-ports': 'ok',
  })
  expect(settings).toMatchObject({
    DIEM_CAU_SMTP_URL: 'smtp://127.0.0.1:1',
    DIEM_CAU_METRICS_TOKEN: '(set)',
    DIEM_CAU_RTC_BASE_PORT: String(rtcPort),
  })

  const file = join(folder, 'for-support.tar.gz')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const texts = await unpack(file)
  expect([...texts.keys()].toSorted()).toEqual([
    'logs/sfu.log',
    'logs/signaling.log',
    'metrics/sfu.txt',
    'metrics/signaling.txt',
    'report.json',
    'report.txt',
  ])
  expect(texts.get('metrics/signaling.txt')).toContain('diem_cau_sockets')
  expect(texts.get('logs/signaling.log')).toContain('signaling listens')
  const all = [...texts.values(), stdout].join('\n')
  expect(secrets.filter((secret) => all.includes(secret))).toEqual([])

  const again = await command('for-support.tar.gz')
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('EEXIST') })
  expect(again.stdout).toContain('SAI / WRONG  Máy chủ thư / Mail server')

  node.kill('SIGKILL')
  await once(node, 'exit')
  await expect
    .poll(async () => Report.parse(JSON.parse((await command('--json')).stdout)).findings[0]?.check, {
      timeout: 20_000,
    })
    .toBe('server')
}, 90_000)

test('what cannot be asked ends with 2, and says how it is asked', async () => {
  expect(await command('--wrong')).toMatchObject({ code: 2, stderr: expect.stringContaining('npm run diagnose') })
  expect(await command('a', 'b')).toMatchObject({ code: 2, stderr: expect.stringContaining('Only one FILE') })
  expect(await command('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--time-server') })
}, 30_000)

test('of settings only what is known to be harmless is shown', () => {
  expect(
    shownSettings({
      DIEM_CAU_NEW_AND_UNKNOWN: 'whatever',
      DIEM_CAU_PORT: '8080',
      DIEM_CAU_DATABASE: 'postgres://office:secret@db:5432/office?sslpassword=secret',
      DIEM_CAU_REDIS_URL: 'no address: secret@somewhere',
    }),
  ).toEqual({
    DIEM_CAU_DATABASE: 'postgres://db:5432/office',
    DIEM_CAU_NEW_AND_UNKNOWN: '(set)',
    DIEM_CAU_PORT: '8080',
    DIEM_CAU_REDIS_URL: '(set)',
  })
})
