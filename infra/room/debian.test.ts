import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleWatchdog } from './bundleWatchdog.ts'

const OFFICE = 'https://hop.cantho.gov.vn'
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-room-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (file: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync('sh', [file, ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', ...env } })

/** Installs what is packed for a room's PC into another folder than /. */
async function packed(): Promise<string> {
  const from = join(folder, 'packed')
  cpSync(join(import.meta.dirname, 'debian'), from, { recursive: true })
  await bundleWatchdog(join(from, 'watchdog.mjs'))
  return from
}

test('the PC of a room is set up by one command, and a second one changes nothing', async () => {
  const from = await packed()
  const root = join(folder, 'root')
  const install = () => run(join(from, 'install.sh'), ['--url', `${OFFICE}/room`], { DIEM_CAU_ROOM_ROOT: root })
  const first = install()
  expect([first.status, first.stderr]).toEqual([0, ''])
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  expect(read('/etc/diem-cau-room.conf')).toBe(`DIEM_CAU_ROOM_URL=${OFFICE}/room\nDIEM_CAU_ROOM_SCALE=2\n`)
  const policy = JSON.parse(read('/etc/chromium/policies/managed/diem-cau-room.json')) as Record<string, unknown>
  expect(policy).toMatchObject({ VideoCaptureAllowedUrls: [OFFICE], AudioCaptureAllowedUrls: [OFFICE] })
  expect(read('/etc/systemd/system/diem-cau-room.service')).toContain('Restart=always')
  expect(first.stdout).toContain('written: /usr/lib/diem-cau-room/watchdog.mjs')
  expect(install().stdout).not.toContain('written:')
})

test('what would be done is said, and nothing is done', async () => {
  const from = await packed()
  const root = join(folder, 'root')
  const { status, stdout } = run(join(from, 'install.sh'), ['--url', OFFICE, '--dry-run'], { DIEM_CAU_ROOM_ROOT: root })
  expect(status).toBe(0)
  expect(stdout).toContain('would write: /etc/diem-cau-room.conf')
  expect(existsSync(root)).toBe(false)
})

test.each([
  [['--url', 'http://hop.cantho.gov.vn'], 'https://'],
  [[], '--url'],
  [['--url', OFFICE, '--scale', 'two'], '--scale'],
  [['--url', OFFICE, '--cert', '/none.pem'], '/none.pem'],
  [['--wrong'], 'Usage'],
])('what is told wrongly is refused: %j', async (args, why) => {
  const { status, stderr } = run(join(import.meta.dirname, 'debian/install.sh'), args, { DIEM_CAU_ROOM_ROOT: folder })
  expect(status).toBe(2)
  expect(stderr).toContain(why)
})

test('the watchdog is one script, and says which setting is wrong', async () => {
  const from = await packed()
  const { status, stderr } = spawnSync(process.execPath, [join(from, 'watchdog.mjs')], { encoding: 'utf8', env: {} })
  expect([status, stderr]).toEqual([78, expect.stringContaining('DIEM_CAU_ROOM_URL')])
})

interface Pc {
  readonly state?: object
  /** How old what the page said is, in seconds. */
  readonly ageSec?: number
  readonly needsReboot?: boolean
  readonly updatedDaysAgo?: number
}

/** Runs the update of a PC in this state. @returns what it did */
function update({ state, ageSec = 0, needsReboot = false, updatedDaysAgo }: Pc): string[] {
  const path = (name: string) => join(folder, name)
  const log = path('log')
  const command = (name: string) => {
    writeFileSync(path(name), `#!/bin/sh\necho ${name} >> ${log}\n`)
    chmodSync(path(name), 0o755)
    return path(name)
  }
  const at = (seconds: number) => Date.now() / 1_000 - seconds
  if (state) {
    writeFileSync(path('state.json'), JSON.stringify(state))
    utimesSync(path('state.json'), at(ageSec), at(ageSec))
  }
  if (updatedDaysAgo !== undefined) {
    writeFileSync(path('updated'), '')
    utimesSync(path('updated'), at(updatedDaysAgo * 86_400), at(updatedDaysAgo * 86_400))
  }
  if (needsReboot) writeFileSync(path('reboot-required'), '')
  const { status, stderr } = run(join(import.meta.dirname, 'debian/update'), [], {
    DIEM_CAU_ROOM_STATE: path('state.json'),
    DIEM_CAU_ROOM_UPDATED: path('updated'),
    DIEM_CAU_ROOM_UPGRADE: command('upgrade'),
    DIEM_CAU_ROOM_REBOOT: command('reboot'),
    DIEM_CAU_ROOM_NEEDS_REBOOT: path('reboot-required'),
  })
  expect([status, stderr]).toEqual([0, ''])
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}

const free = { at: 1, state: 'home', isFree: true }

test('19.4 updates are installed, and the PC started anew for them, while nothing is planned', () => {
  expect(update({ state: free, needsReboot: true })).toEqual(['upgrade', 'reboot'])
})

test.each([
  ['in a meeting, or before one', { state: { at: 1, state: 'meeting', isFree: false } }],
  ['the page said nothing for a minute', { state: free, ageSec: 60 }],
  ['there is no word of the page', {}],
])('19.4 nothing is updated or started anew: %s', (_, pc: Pc) => {
  expect(update({ ...pc, needsReboot: true })).toEqual([])
})

test('19.4 once a day is enough', () => {
  expect(update({ state: free, updatedDaysAgo: 0.5 })).toEqual([])
  expect(update({ state: free, updatedDaysAgo: 2 })).toEqual(['upgrade'])
})
