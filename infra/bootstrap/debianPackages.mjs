// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir } from './paths.mjs'
import { runStep } from './runStep.mjs'
import { SetupError } from './SetupError.mjs'

/** The worker's build needs these (infra/worker/overlay/README.md). */
export const WORKER_BUILD_PACKAGES = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'patch',
  'libuv1-dev',
  'libssl-dev',
  'libabsl-dev',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'libjemalloc-dev',
]

/**
 * The browsers of the end-to-end tests, and letters for Vietnamese.
 * @param {NodeJS.ProcessEnv} [env] DIEM_CAU_CHROMIUM, DIEM_CAU_FIREFOX name browsers of one's own
 */
export function browserPackages(env = process.env) {
  const fonts = ['fonts-noto-core', 'fonts-noto-color-emoji']
  const firefox = env.DIEM_CAU_FIREFOX ? [] : ['firefox-esr']
  return env.DIEM_CAU_CHROMIUM ? [...firefox, ...fonts] : ['chromium', ...firefox, ...fonts]
}

/** A certificate for the tests, and another program's word on what was signed with it. */
export const SIGNATURE_PACKAGES = ['openssl', 'poppler-utils']

/** A camera of the network (RTSP) with a moving picture. Debian's python3 has to be the one that is run. */
export const CAMERA_PACKAGES = [
  'python3-gi',
  'gir1.2-gst-rtsp-server-1.0',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-plugins-ugly',
  'gstreamer1.0-plugins-bad',
]

/** Computers of one machine whose lines lose packets. */
export const NETWORK_PACKAGES = ['iproute2', 'nftables']

/** A front at port 443 and TURN, for `npm start -- --turn`. */
export const TURN_PACKAGES = ['coturn', 'haproxy']

/** A Debian of its own, booted beside this one. */
export const CONTAINER_PACKAGES = ['debootstrap', 'systemd-container']

/** A screen that nobody sees, with the window manager of a room's PC. */
export const SCREEN_PACKAGES = ['xvfb', 'openbox']

/** The oldest PostgreSQL that the store works with: Debian 12's. */
const OLDEST_POSTGRES = 15
/** Debian's package reads this when it is installed (createcluster.conf(5)). */
const CLUSTER_SETTING = '/etc/postgresql-common/createcluster.d/diem-cau-tests.conf'

/**
 * PostgreSQL for the tests of the store, from Debian or from PostgreSQL's own repository; they start one of their own.
 * @param {string} [folder] where Debian's packages put each version
 */
export function postgresPackages(folder = '/usr/lib/postgresql') {
  const versions = existsSync(folder) ? readdirSync(folder).filter((name) => Number(name) >= OLDEST_POSTGRES) : []
  return versions.some((name) => existsSync(join(folder, name, 'bin', 'initdb'))) ? [] : ['postgresql']
}

/** Redis for the tests of several processes: the package without a service, whose tool is the server under another name. */
export function redisPackages() {
  return existsSync('/usr/bin/redis-check-rdb') ? [] : ['redis-tools']
}

/**
 * Where Debian's prometheus and promtool are: installed, or unpacked in the cache.
 * @returns null while they are neither
 */
export function prometheusFolder() {
  const folders = ['/usr/bin', join(cacheDir(), 'prometheus', 'usr', 'bin')]
  return (
    folders.find((folder) => existsSync(join(folder, 'prometheus')) && existsSync(join(folder, 'promtool'))) ?? null
  )
}

/** Unpacks Debian's prometheus for the tests. Installing it would start a service that nobody asked for. Needs no root. */
export async function ensurePrometheus() {
  if (prometheusFolder() !== null) return
  const folder = join(cacheDir(), 'prometheus')
  mkdirSync(folder, { recursive: true })
  await runStep({
    name: 'prometheus',
    what: "fetching Debian's prometheus for the tests (its service is not installed)",
    usually: '10-60 s',
    command: 'sh',
    args: [
      '-ec',
      'apt-get download prometheus || { apt-get update; apt-get download prometheus; }; dpkg -x prometheus_*.deb .; rm prometheus_*.deb',
    ],
    cwd: folder,
    ifItFails: 'Check that this machine reaches a Debian mirror (apt-get update), then run the same command again.',
  })
}

/**
 * Those of the packages that are not installed.
 * @param {readonly string[]} packages
 */
function missingPackages(packages) {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n', ...packages], {
    encoding: 'utf8',
  })
  if (query.error) {
    throw new SetupError(
      'This set-up knows Debian and Ubuntu only (no dpkg-query here). ' +
        'Elsewhere: set MEDIASOUP_WORKER_BIN to a mediasoup-worker of your own.',
    )
  }
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  )
  return packages.filter((name) => !installed.has(name))
}

/**
 * Installs what is missing; without root, says exactly what to install and changes nothing.
 * @param {readonly string[]} packages
 * @param {string} why
 */
export async function ensurePackages(packages, why) {
  const missing = missingPackages(packages)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `Missing Debian packages (${why}): ${missing.join(' ')}\n` +
        `Install them with:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n\n` +
        'then run the same command again. Nothing was changed.',
    )
  }
  const step = {
    name: 'apt',
    command: 'apt-get',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    ifItFails: 'Check that this machine reaches a Debian mirror (apt-get update), then run the same command again.',
  }
  const options = ['-y', '-o', 'DPkg::Lock::Timeout=300']
  const install = {
    ...step,
    what: `installing Debian packages (${why}): ${missing.join(' ')}`,
    usually: '10-60 s',
    args: [...options, 'install', '--no-install-recommends', ...missing],
  }
  const services = missing.filter((name) => TURN_PACKAGES.includes(name))
  maskServices(services)
  const withoutServer = missing.includes('postgresql')
  if (withoutServer) {
    // The tests start a server of their own: the package shall not set one up and run it.
    mkdirSync(dirname(CLUSTER_SETTING), { recursive: true })
    writeFileSync(CLUSTER_SETTING, 'create_main_cluster = false\n')
  }
  try {
    await runStep(install)
  } catch {
    // The lists of a fresh system are empty, those of an old one point to files that are gone.
    await runStep({
      ...step,
      what: 'the package lists are missing or old: apt-get update',
      usually: '5-20 s',
      args: [...options, 'update'],
    })
    await runStep({ ...install, append: true })
  } finally {
    if (withoutServer) rmSync(CLUSTER_SETTING, { force: true })
  }
}

/**
 * These run as children of ours: the package shall start no service of its own, now or with the next boot (systemd.unit(5), masked
 * units). Whoever wants that service too unmasks it.
 * @param {readonly string[]} names
 */
function maskServices(names) {
  for (const name of names) {
    const unit = `/etc/systemd/system/${name}.service`
    if (existsSync(unit)) continue
    mkdirSync(dirname(unit), { recursive: true })
    symlinkSync('/dev/null', unit)
  }
}
