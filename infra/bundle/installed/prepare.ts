/**
 * Begins each start of an installed office (diem-cau-prepare.service): secret and certificate are made where they are missing, and
 * what depends on this machine's addresses is written for both servers. Settings that somebody wrote into /etc/diem-cau win.
 */
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../bootstrap/paths.mjs'
import { SetupError } from '../../bootstrap/SetupError.mjs'
import { localAddresses, mediaListen } from '../../start/addresses.ts'
import { ensureSecret, prepareDataFolder } from '../../start/dataFolder.ts'
import { parseOptions } from '../../start/options.ts'
import { prepareCertificate } from '../../start/prepareCertificate.ts'
import { publicUrl } from '../../start/publicUrl.ts'
import { prepareTurnFront } from '../../start/turnFront.ts'

/** EX_CONFIG: systemd does not start it again, a person must change something. */
const EXIT_CONFIG = 78
/** By which the front reaches coturn, on this machine. */
const TURN_PROXY_PORT = 3480

try {
  await prepare(process.env['RUNTIME_DIRECTORY'] ?? '/run/diem-cau')
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = EXIT_CONFIG
}

async function prepare(runtime: string): Promise<void> {
  const options = parseOptions([], process.env)
  if (options === undefined) return
  const { host, port, data, cert, key, announce, workers, demo, turn } = options
  const local = localAddresses()
  prepareDataFolder(data)
  const secret = ensureSecret(data, 'sfu-control.secret')
  const certificate = await prepareCertificate(
    {
      dataDir: data,
      ...(cert !== undefined && key !== undefined && { cert, key }),
      announce: [...(announce ?? []), ...namesOf(process.env['DIEM_CAU_PUBLIC_URL'])],
    },
    host,
    local,
  )
  const listen = mediaListen(host, announce, local)
  const ports = { front: options['front-port'], turn: options['turn-port'] }
  // Both are units of their own, which run as the servers' user from the beginning.
  const turnFront = turn
    ? prepareTurnFront({
        ports,
        host,
        port,
        listen,
        local,
        dataDir: data,
        certificate,
        proxyPort: TURN_PROXY_PORT,
        isRoot: false,
      })
    : null
  rmSync(join(runtime, 'turn'), { force: true })
  if (turnFront !== null) writeFileSync(join(runtime, 'turn'), '')
  write(join(runtime, 'media.env'), {
    DIEM_CAU_SFU_SECRET_FILE: secret,
    DIEM_CAU_SFU_CONTROL_PORT: String(options['control-port']),
    DIEM_CAU_RTC_LISTEN: listen,
    DIEM_CAU_RTC_BASE_PORT: String(options['rtc-port']),
    DIEM_CAU_SFU_WORKERS: String(workers),
    MEDIASOUP_WORKER_BIN: join(root, 'worker', 'mediasoup-worker'),
  })
  const office = {
    DIEM_CAU_SFU_SECRET_FILE: secret,
    DIEM_CAU_HOST: host,
    DIEM_CAU_PORT: String(port),
    DIEM_CAU_DATA: data,
    DIEM_CAU_DEMO: demo ?? '0',
    DIEM_CAU_TLS_CERT: certificate?.cert ?? '',
    DIEM_CAU_TLS_KEY: certificate?.key ?? '',
    // Signaling has this one where neither nodes nor Redis are told.
    ...(process.env['DIEM_CAU_SFU_URLS'] || process.env['DIEM_CAU_REDIS_URL']
      ? {}
      : { DIEM_CAU_SFU_URL: `http://127.0.0.1:${options['control-port']}` }),
    DIEM_CAU_WEB_ROOT: join(root, 'web'),
    DIEM_CAU_DIAGNOSE: join(root, 'programs', 'diagnose.mjs'),
    ...publicUrl(host, turn ? ports.front : port, announce ?? (turn ? local : []), certificate !== undefined),
  }
  // What the front needs is said beside what somebody wrote, not in its place.
  write(join(runtime, 'signaling.env'), office, turnFront?.env)
  // Rooms and browsers of the office are given it, where no authority has signed it.
  if (certificate !== undefined && existsSync(certificate.cert))
    copyFileSync(certificate.cert, join(runtime, 'office-certificate.pem'))
}

/** The name by which people reach the office is on its certificate. */
function namesOf(url: string | undefined): string[] {
  return url && URL.canParse(url) ? [new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')] : []
}

/** As EnvironmentFile= of systemd reads it; whole or not at all. */
function write(file: string, settings: Readonly<Record<string, string>>, always: NodeJS.ProcessEnv = {}): void {
  const unset = Object.entries(settings).filter(([name]) => !process.env[name]?.trim())
  const lines = [...unset, ...Object.entries(always).map(([name, value = '']) => [name, value] as const)].map(
    ([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"\n`,
  )
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
