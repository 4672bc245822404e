import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../start/ports.ts'
import { describe as describeArchive } from './layOut.ts'

const MACHINE = spawnSync('uname', ['-m'], { encoding: 'utf8' }).stdout.trim()
/** The disk is that of the machine: an archive of a few kilobytes always fits. */
const DEBIAN = '12'
let folder = ''
let ports: string[] = []

// Each installs several times.
vi.setConfig({ testTimeout: 60_000 })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-install-'))
  ports = ['--port', `${await freePort()}`, '--rtc-port', '24450', '--control-port', `${await freePort()}`]
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An archive as it is unpacked: the real installer and units, and programs of one line each. */
function unpacked(version: string, machine = MACHINE, debs: readonly string[] = [], pins = ''): string {
  const there = join(folder, `diem-cau-${version}`)
  const app = join(there, 'app')
  mkdirSync(join(app, 'programs'), { recursive: true })
  mkdirSync(join(app, 'bin'))
  writeFileSync(join(app, 'programs', 'signaling.mjs'), `// ${version}\n`)
  // It stands for the server's own command where nothing runs.
  writeFileSync(join(app, 'bin', 'diem-cau'), '#!/bin/sh\n[ "$1" != backup ] || echo saved >"$2"\n')
  chmodSync(join(app, 'bin', 'diem-cau'), 0o755)
  cpSync(join(import.meta.dirname, 'debian', 'units'), join(app, 'units'), { recursive: true })
  for (const name of ['install.sh', 'parts'])
    cpSync(join(import.meta.dirname, 'debian', name), join(there, name), { recursive: true })
  for (const part of debs) {
    mkdirSync(join(there, 'debs', part), { recursive: true })
    writeFileSync(join(there, 'debs', part, 'one.deb'), 'not read: nothing is installed into a folder')
    writeFileSync(join(there, 'debs', part, 'PINS'), pins)
  }
  describeArchive(there, { version, machine, debian: DEBIAN })
  return there
}

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function install(there: string, root: string, args: readonly string[] = [], env: Record<string, string> = {}): Ran {
  // A process group of its own, which a kill can end as a whole.
  return spawnSync('setsid', ['sh', join(there, 'install.sh'), ...ports, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', DIEM_CAU_ROOT: root, ...env },
  })
}

/** Everything in a folder, by path: what a link leads to, or a checksum. */
function treeOf(root: string): Record<string, string> {
  if (!existsSync(root)) return {}
  const entries = readdirSync(root, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !lstatSync(path).isDirectory() && !path.includes('/var/backups/'))
    .map((path) => [
      relative(root, path),
      lstatSync(path).isSymbolicLink()
        ? `-> ${readlinkSync(path)}`
        : createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12),
    ])
  return Object.fromEntries(entries) as Record<string, string>
}

const isWhole = (version: string): boolean =>
  spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: version }).status === 0

test('a server is installed by one command, and a second one changes nothing', () => {
  const there = unpacked('1.0.0-a')
  const root = join(folder, 'root')
  const first = install(there, root, ['--address', 'hop.cantho.gov.vn', '--unit', 'can-tho=Thành phố Cần Thơ'])
  expect([first.status, first.stderr]).toEqual([0, ''])
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  expect(read('etc/diem-cau/office.env')).toContain('DIEM_CAU_FIRST_UNIT="can-tho=Thành phố Cần Thơ"\n')
  expect(read('etc/diem-cau/office.env')).toContain('DIEM_CAU_PUBLIC_URL="https://hop.cantho.gov.vn')
  expect(read('etc/systemd/system/diem-cau-signaling.service')).toContain('NoNewPrivileges=yes')
  expect(readlinkSync(join(root, 'opt/diem-cau/current'))).toBe('1.0.0-a')
  expect(lstatSync(join(root, 'var/lib/diem-cau')).mode & 0o777).toBe(0o700)
  expect(first.stdout).toContain('left out: systemctl restart')
  const before = treeOf(root)
  expect(install(there, root).stdout).not.toContain('written:')
  expect(treeOf(root)).toEqual(before)
})

test('backups may go where the settings say: the service may write there, and where it never can is said before', () => {
  const there = unpacked('1.0.0-a')
  const root = join(folder, 'root')
  expect(install(there, root).status).toBe(0)
  const unit = readFileSync(join(root, 'etc/systemd/system/diem-cau-signaling.service'), 'utf8')
  expect(unit).toContain('ReadWritePaths=-/var/backups/diem-cau\n')
  const extra = join(root, 'etc/systemd/system/diem-cau-signaling.service.d/backup-folder.conf')
  expect(existsSync(extra)).toBe(false)
  const settings = join(root, 'etc/diem-cau/office.env')
  const before = readFileSync(settings, 'utf8')
  const goesTo = (path: string, args = ['--apply']) => {
    writeFileSync(settings, `${before}DIEM_CAU_BACKUP_FOLDER="${path}"\n`)
    return install(there, root, args)
  }

  const applied = goesTo('/srv/sao luu')
  expect([applied.status, applied.stderr]).toEqual([0, ''])
  expect(applied.stdout).toContain('left out: systemctl daemon-reload')
  expect(readFileSync(extra, 'utf8')).toBe('[Service]\nReadWritePaths="-/srv/sao luu"\n')
  for (const path of ['/home/it/sao-luu', 'sao-luu', '/srv/100%', '/srv/../home/it']) {
    const { status, stderr } = goesTo(path)
    expect([status, stderr.includes('DIEM_CAU_BACKUP_FOLDER')], path).toEqual([1, true])
    expect(goesTo(path, ['--check']).status, path).toBe(1)
  }
  expect(readFileSync(extra, 'utf8'), 'what was refused has changed nothing').toContain('/srv/sao luu')
  expect(goesTo('/var/backups/diem-cau/nightly').status).toBe(0)
  expect(existsSync(extra)).toBe(false)

  goesTo('/srv/other')
  expect(install(there, root, ['--uninstall']).status).toBe(0)
  expect(existsSync(extra)).toBe(false)
})

test('everything is checked before anything is changed, and --check changes nothing', () => {
  const root = join(folder, 'root')
  const { status, stdout } = install(unpacked('1.0.0-a'), root, ['--check'])
  expect([status, existsSync(root)]).toEqual([0, false])
  expect(stdout).toContain('1.0.0-a')
})

const damage: readonly (readonly [string, (there: string) => void])[] = [
  ['a file was cut short', (there) => truncateSync(join(there, 'app/programs/signaling.mjs'), 3)],
  ['a byte was changed', (there) => writeFileSync(join(there, 'app/programs/signaling.mjs'), '// 1.0.0-b\n')],
  ['a file is missing', (there) => rmSync(join(there, 'parts/switch.sh'))],
  ['the list is missing', (there) => rmSync(join(there, 'SHA256SUMS'))],
]

test.each(damage)('an archive that is not whole is said to be so, and nothing is done: %s', (_, harm) => {
  const there = unpacked('1.0.0-a')
  harm(there)
  const root = join(folder, 'root')
  const { status, stderr } = install(there, root)
  expect(status).toBe(1)
  expect(stderr).toContain('Gói cài đặt không nguyên vẹn')
  expect(stderr).toContain('Nothing was changed')
  expect(existsSync(root)).toBe(false)
})

test('an installer that was cut short does nothing', () => {
  const there = unpacked('1.0.0-a')
  const whole = readFileSync(join(there, 'install.sh'), 'utf8')
  const root = join(folder, 'root')
  for (const part of [0.3, 0.6, 0.9]) {
    writeFileSync(join(there, 'install.sh'), whole.slice(0, Math.floor(whole.length * part)))
    install(there, root)
    expect(existsSync(root)).toBe(false)
  }
})

test('a machine of another kind is refused', () => {
  const root = join(folder, 'root')
  const { status, stderr } = install(unpacked('1.0.0-a', 'riscv64'), root)
  expect([status, existsSync(root)]).toEqual([1, false])
  expect(stderr).toContain(`riscv64, this machine is ${MACHINE}`)
})

test('a port that is taken is named, and how to choose another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const root = join(folder, 'root')
  const { status, stderr } = install(unpacked('1.0.0-a'), root, ['--port', `${port}`])
  expect([status, existsSync(root)]).toEqual([1, false])
  expect(stderr).toContain(`tcp/${port} is taken by another program. Stop it, or choose another port (--port)`)
})

test("Debian's packages that did not come along are asked for before anything is done", () => {
  const there = unpacked('1.0.0-a')
  const root = join(folder, 'root')
  const { status, stderr } = install(there, root, ['--with', 'postgres'])
  expect([status, existsSync(root)]).toEqual([1, false])
  expect(stderr).toContain('npm run bundle -- FILE --with postgres')
  expect(install(there, root, ['--with', 'oracle']).status).toBe(2)
})

test('a package that goes with an older version of what this machine has is refused before anything is done', () => {
  const there = unpacked('1.0.0-a', MACHINE, ['postgres'], 'no-such-package dpkg 1.0\n')
  const root = join(folder, 'root')
  const { status, stderr } = install(there, root, ['--with', 'postgres'])
  expect(status).toBe(1)
  expect(stderr).toMatch(/This machine has dpkg \d\S*, newer than the archive \(1\.0\)\. Make the archive anew/)
  expect(existsSync(join(root, 'opt'))).toBe(false)
  // What is there already came with the version that fits.
  const fits = unpacked('1.0.0-b', MACHINE, ['postgres'], 'dpkg dpkg 1.0\nno-such-package dpkg 999.0\n')
  expect(install(fits, root, ['--with', 'postgres']).status).toBe(0)
})

test('a new office with PostgreSQL has a database of its own; one that has data elsewhere keeps them there', () => {
  const root = join(folder, 'root')
  const there = unpacked('1.0.0-a', MACHINE, ['postgres'])
  const first = install(there, root, ['--with', 'postgres'])
  expect([first.status, first.stderr]).toEqual([0, ''])
  const read = () => readFileSync(join(root, 'etc/diem-cau/office.env'), 'utf8')
  const settings = read()
  expect(settings).toMatch(/^DIEM_CAU_DATABASE="postgres:\/\/diemcau:[0-9a-f]{48}@127\.0\.0\.1:5432\/diemcau"$/m)
  expect(existsSync(join(root, 'usr/sbin/policy-rc.d'))).toBe(false)
  expect(install(there, root, ['--with', 'postgres']).status).toBe(0)
  expect(read()).toBe(settings)

  const other = join(folder, 'other')
  install(there, other)
  expect(install(there, other, ['--with', 'postgres']).stdout).toContain('diem-cau move-store')
  expect(readFileSync(join(other, 'etc/diem-cau/office.env'), 'utf8')).not.toContain('DATABASE')
})

test('another version is put beside, switched to after a backup, and back', () => {
  const root = join(folder, 'root')
  const one = unpacked('1.0.0-a')
  const two = unpacked('1.1.0-b')
  expect(install(one, root).status).toBe(0)
  writeFileSync(join(root, 'var/lib/diem-cau/data'), 'the data')
  const link = (name: string) => readlinkSync(join(root, 'opt/diem-cau', name))

  expect(install(two, root, ['--stage']).status).toBe(0)
  expect(link('current')).toBe('1.0.0-a')
  expect(isWhole(join(root, 'opt/diem-cau/1.1.0-b'))).toBe(true)

  const upgraded = install(two, root, ['--port', '1'])
  expect([upgraded.status, upgraded.stderr]).toEqual([0, ''])
  expect([link('current'), link('previous')]).toEqual(['1.1.0-b', '1.0.0-a'])
  expect(readdirSync(join(root, 'var/backups/diem-cau'))).toEqual([
    expect.stringMatching(/^before-1\.1\.0-b-.*\.tar\.zst$/),
  ])
  // Settings are the administrator's.
  expect(readFileSync(join(root, 'etc/diem-cau/office.env'), 'utf8')).not.toContain('PORT="1"')

  const older = install(one, root)
  expect([older.status, link('current')]).toEqual([1, '1.1.0-b'])
  expect(older.stderr).toContain('--rollback')

  expect(install(two, root, ['--rollback']).status).toBe(0)
  expect([link('current'), link('previous')]).toEqual(['1.0.0-a', '1.1.0-b'])
})

test('removed, data, settings and backups stay', () => {
  const root = join(folder, 'root')
  const there = unpacked('1.0.0-a')
  install(there, root)
  writeFileSync(join(root, 'var/lib/diem-cau/data'), 'the data')
  expect(install(there, root, ['--uninstall']).status).toBe(0)
  const left = Object.keys(treeOf(root)).filter((path) => !path.startsWith('run/'))
  expect(left).toEqual([
    'etc/diem-cau/media.env',
    'etc/diem-cau/office.env',
    'etc/diem-cau/role',
    'var/lib/diem-cau/data',
  ])
})

/** Commands that change files. Each is counted, and one of them ends the installer and all that it started. */
const CHANGING = ['cp', 'ln', 'mv', 'rm', 'sync'] as const

function killedAt(step: number): Record<string, string> {
  const shims = join(folder, 'shims')
  mkdirSync(shims, { recursive: true })
  const count = join(folder, 'count')
  writeFileSync(count, '')
  for (const name of CHANGING) {
    const real = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
    writeFileSync(
      join(shims, name),
      `#!/bin/sh\necho >>${count}\n[ "$(/usr/bin/wc -l <${count})" != ${step} ] || kill -9 0\nexec ${real} "$@"\n`,
    )
    chmodSync(join(shims, name), 0o755)
  }
  return { PATH: `${shims}:${process.env['PATH']}` }
}

test('killed at any step, what ran runs on, and running it again completes it', () => {
  const one = unpacked('1.0.0-a')
  const two = unpacked('1.1.0-b')
  const wanted = join(folder, 'wanted')
  for (const there of [one, two]) expect(install(there, wanted, ['--no-start']).status).toBe(0)
  const goal = treeOf(wanted)
  const base = join(folder, 'base')
  expect(install(one, base, ['--no-start']).status).toBe(0)

  let steps = 0
  for (let step = 1; ; step += 1) {
    const root = join(folder, `root-${step}`)
    cpSync(base, root, { recursive: true, verbatimSymlinks: true })
    const killed = install(two, root, ['--no-start'], killedAt(step))
    if (killed.status === 0) break
    steps = step
    const current = join(root, 'opt/diem-cau', readlinkSync(join(root, 'opt/diem-cau/current')))
    expect(isWhole(current), `killed at step ${step}`).toBe(true)
    expect(install(two, root, ['--no-start']).status).toBe(0)
    expect(treeOf(root), `killed at step ${step}`).toEqual(goal)
    rmSync(root, { recursive: true })
  }
  expect(steps).toBeGreaterThan(15)
}, 120_000)
