import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../infra/bootstrap/paths.mjs'
import { Namespaces } from '../chaos/hosts/Namespaces.ts'
import { makeArchive } from './archives.ts'
import { BareServer } from './BareServer.ts'
import { debianRoot } from './debianRoot.ts'
import { meetThere } from './meetThere.ts'

const TLS = 'etc/diem-cau/tls'
const CONTROL_PORT = 40_900

/** The servers of a city, installed as infra/deploy/README.md has it. */
export interface CityThere {
  readonly installS: number
  /** Tables of the office's own in PostgreSQL. */
  readonly tables: number
  readonly meetingMs: number
  /** From the stop of the office's media node until both see each other move, whichever node they were on. */
  readonly outlivesMs: number
}

/**
 * A city on two bare servers from one archive: the office with Debian's PostgreSQL and Redis and a media node, and a media node alone, which
 * speak TLS under an authority of the office's own. Two browsers meet, and go on when the office's media node stops.
 */
export async function cityThere(say: (text: string) => void): Promise<CityThere> {
  const folder = mkdtempSync(join(cacheDir(), 'test-city-'))
  try {
    const archive = join(folder, 'diem-cau.tar.gz')
    say(`archive: ${makeArchive(archive, 'postgres,redis').seconds} s`)
    const base = await debianRoot()
    await using hosts = await Namespaces.open(['office', 'media', 'ward'])
    await using office = await BareServer.boot(base, join(folder, 'office'), hosts.of('office'))
    await using media = await BareServer.boot(base, join(folder, 'media'), hosts.of('media'))
    for (const { folder: root } of [office, media]) copyFileSync(archive, join(root, 'root', 'diem-cau.tar.gz'))

    const installS = await install(office, '--demo 2025 --with postgres,redis')
    say(`office installed in ${installS} s`)
    copyFileSync(join(office.folder, 'var/lib/diem-cau/sfu-control.secret'), join(media.folder, 'root/control.secret'))
    await install(media, '--role media --secret /root/control.secret')
    say('media node installed')

    const addresses = { office: hosts.of('office').address, media: hosts.of('media').address }
    const urls = Object.values(addresses).map((address) => `https://${address}:${CONTROL_PORT}`)
    const authority = makeAuthority(folder)
    for (const [name, server] of Object.entries({ office, media })) {
      const address = addresses[name as keyof typeof addresses]
      authority(join(server.folder, TLS), address)
      await must(server, `chown -R root:diem-cau /${TLS} && chmod 640 /${TLS}/*`)
      settings(server, 'media.env', {
        DIEM_CAU_RTC_LISTEN: address,
        DIEM_CAU_SFU_CONTROL_HOST: address,
        DIEM_CAU_SFU_CONTROL_URL: `https://${address}:${CONTROL_PORT}`,
        DIEM_CAU_SFU_CONTROL_CERT: `/${TLS}/control.pem`,
        DIEM_CAU_SFU_CONTROL_KEY: `/${TLS}/control.key`,
        DIEM_CAU_SFU_CONTROL_CA: `/${TLS}/control-ca.pem`,
      })
    }
    settings(office, 'office.env', {
      DIEM_CAU_SFU_URLS: urls.join(','),
      NODE_EXTRA_CA_CERTS: `/${TLS}/control-ca.pem`,
    })
    for (const server of [media, office]) await must(server, 'diem-cau apply')
    const psql = `runuser -u postgres -- psql -d diemcau -Atc "select count(*) from pg_tables where tableowner = 'diemcau'"`
    const tables = Number(await must(office, psql))
    await must(office, 'redis-cli ping')
    say(`${tables} tables in PostgreSQL`)

    let outlivesMs = 0
    const there = { url: `https://${addresses.office}`, folder: office.folder }
    const meetingMs = await meetThere(hosts, 'ward', there, async (chair, ward) => {
      const began = performance.now()
      await must(office, 'systemctl stop diem-cau-media')
      await chair.seesMoving(ward)
      await ward.seesMoving(chair)
      outlivesMs = Math.round(performance.now() - began)
    })
    return { installS, tables, meetingMs, outlivesMs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns what it printed */
async function must(server: BareServer, line: string): Promise<string> {
  const { code, text } = await server.run(line)
  if (code !== 0) throw new Error(`${line}: ${text}`)
  return text.trim()
}

/** @returns how long it took, in seconds */
async function install(server: BareServer, options: string): Promise<number> {
  const { code, text, seconds } = await server.run(
    `cd /root && tar xzf diem-cau.tar.gz && sh diem-cau-*/install.sh ${options}`,
  )
  if (code !== 0) throw new Error(`install.sh ${options}: ${text}`)
  return seconds
}

function settings(server: BareServer, file: string, values: Readonly<Record<string, string>>): void {
  const path = join(server.folder, 'etc/diem-cau', file)
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"\n`)
  writeFileSync(path, readFileSync(path, 'utf8') + lines.join(''))
}

/** An authority of the office's own, with openssl(1) as infra/deploy/README.md has it. @returns puts a certificate for an address, and the authority's, into a folder */
function makeAuthority(folder: string): (to: string, address: string) => void {
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '3650',
    '-subj',
    '/CN=CA of the office',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  )
  return (to, address) => {
    const name = ['-subj', `/CN=${address}`, '-addext', `subjectAltName=IP:${address}`]
    openssl('req', ...key, ...name, '-keyout', 'one.key', '-out', 'one.csr')
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-copy_extensions', 'copy']
    openssl('x509', '-req', '-in', 'one.csr', ...by, '-days', '397', '-out', 'one.pem')
    mkdirSync(to, { recursive: true })
    for (const [from, as] of [
      ['one.pem', 'control.pem'],
      ['one.key', 'control.key'],
      ['ca.pem', 'control-ca.pem'],
    ] as const)
      copyFileSync(join(folder, from), join(to, as))
    chmodSync(to, 0o755)
  }
}
