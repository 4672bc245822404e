/**
 * `npm run test:bundle -- [--json] [--kills N] [--archive FILE | --city]` (root): a bare Debian 12 becomes an office. The archive is made, a Debian from debootstrap
 * is booted with systemd as its first process in a network without any way out, archives and servers that will not do are refused, then it
 * is installed, signed in to over HTTPS, and two browsers meet there; installed again, killed at random moments of an upgrade, switched back,
 * removed. With `--city` two servers instead, see cityThere.ts. Exit 1 when something was not as it should be.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SignedIn } from '@diem-cau/signaling-contract'
import { SetupError } from '../../infra/bootstrap/SetupError.mjs'
import { cacheDir } from '../../infra/bootstrap/paths.mjs'
import { fromHere } from '../../infra/store/fromHere.ts'
import { Namespaces } from '../chaos/hosts/Namespaces.ts'
import { file, readOptions, whole } from '../support/readOptions.ts'
import { cutShort, makeArchive, variantOf } from './archives.ts'
import { BareServer } from './BareServer.ts'
import { cityThere } from './cityThere.ts'
import { debianRoot } from './debianRoot.ts'
import { meetThere } from './meetThere.ts'
import { REFUSALS, stageRefusal } from './refusals.ts'
import { upgradeThere } from './upgradeThere.ts'

/** From the archive on its disk to pages, data and media that answer. */
const INSTALL_LIMIT_S = 120
/** Where an archive lies on the server. */
const THERE = '/root'

const options = { kills: whole(6, 0), archive: file }
const { json, kills, archive, city } = readOptions('npm run test:bundle --', options, ['city'])
const say = (text: string) => void (json || console.log(text))
const wrong: string[] = []

try {
  if (city) console.log(JSON.stringify(await cityThere(say)))
  else await test()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.disconnect?.()

async function test(): Promise<void> {
  const folder = mkdtempSync(join(cacheDir(), 'test-bundle-'))
  try {
    const bundle = join(folder, 'diem-cau.tar.gz')
    if (archive === null) say(`archive: ${makeArchive(bundle).seconds} s`)
    else copyFileSync(fromHere(archive), bundle)
    const next = { file: join(folder, 'next.tar.gz'), version: '' }
    next.version = await variantOf(bundle, folder, next.file, { version: '99.0.0-next' })
    const other = join(folder, 'other.tar.gz')
    await variantOf(bundle, folder, other, { machine: 'aarch64' })
    const short = join(folder, 'short.tar.gz')
    cutShort(bundle, short, 0.6)
    const base = await debianRoot()
    await using hosts = await Namespaces.open(['office', 'ward'])
    await using server = await BareServer.boot(base, join(folder, 'root'), hosts.of('office'))
    for (const name of ['diem-cau', 'next', 'other', 'short'])
      copyFileSync(join(folder, `${name}.tar.gz`), join(server.folder, THERE, `${name}.tar.gz`))

    const refused: string[] = []
    for (const refusal of REFUSALS) {
      const trouble = await stageRefusal(server, refusal, {
        ARCHIVE: `${THERE}/diem-cau.tar.gz`,
        SHORT: `${THERE}/short.tar.gz`,
        OTHER: `${THERE}/other.tar.gz`,
      })
      if (trouble === null) refused.push(refusal.name)
      else wrong.push(`${refusal.name}: ${trouble}`)
      say(`${refusal.name}: ${trouble ?? 'refused, nothing was changed'}`)
    }

    const office = { url: `https://${hosts.of('office').address}`, folder: server.folder }
    const installed = await server.run(`cd ${THERE} && tar xzf diem-cau.tar.gz && sh diem-cau-*/install.sh`)
    const { seconds: installS } = installed
    if (installed.code !== 0) throw new Error(`it was not installed: ${installed.text}`)
    if (installS > INSTALL_LIMIT_S)
      wrong.push(`the installation took ${installS} s, at most ${INSTALL_LIMIT_S} are wanted`)
    say(`installed in ${installS} s`)
    const first = await signInFirst(server, hosts, office.url, installed.text)
    say(`first administrator: ${first}`)
    const routes = await server.defaultRoutes()
    if (routes > 0) wrong.push('the server had a way out')
    const security = await exposure(server)

    await server.run(`diem-cau uninstall; rm -rf /var/lib/diem-cau /etc/diem-cau /var/backups/diem-cau`)
    const again = await server.run(`cd ${THERE} && sh diem-cau-*/install.sh --demo 2025 --with turn`)
    if (again.code !== 0) throw new Error(`the demonstration was not installed: ${again.text}`)
    const meetingMs = await meetThere(hosts, 'ward', office)
    say(`two browsers met after ${meetingMs} ms`)
    // Their firewall lets out nothing but TCP to 443.
    await hosts.filter('ward', {
      out: ['oifname "lo" accept', 'tcp dport 443 accept', 'drop'],
    })
    const meetingOver443Ms = await meetThere(hosts, 'ward', office)
    await hosts.filter('ward', null)
    say(`and over port 443 alone after ${meetingOver443Ms} ms`)
    const upgrade = await upgradeThere(server, THERE, next, kills)
    wrong.push(...upgrade.wrong)
    say(`upgraded in ${upgrade.upgradeS} s, killed ${upgrade.killed} times before, back in ${upgrade.rollbackS} s`)

    const { wrong: _, ...figures } = upgrade
    const how = 'Debian 12 of debootstrap (minbase), systemd as first process in systemd-nspawn'
    const result = {
      how,
      installS,
      refused,
      defaultRoutes: routes,
      meetingMs,
      meetingOver443Ms,
      ...figures,
      exposure: security,
      wrong,
    }
    console.log(json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
    if (wrong.length > 0) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Signs in from the ward's computer with what the installer printed. @returns what came of it */
async function signInFirst(server: BareServer, hosts: Namespaces, url: string, printed: string): Promise<string> {
  const [, login, password] = /^(quantri) {2}(\S+)$/m.exec(printed) ?? []
  const again = await server.run(`sh ${THERE}/diem-cau-*/install.sh`)
  if (password === undefined || again.text.includes(password)) {
    wrong.push('the first password is not printed exactly once')
    return 'no password'
  }
  const ask = `fetch('${url}/api/sign-in',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({login:'${login}',password:'${password}'})}).then(async(a)=>console.log(await a.text()))`
  const [command, ...args] = [...hosts.of('ward').through, process.execPath, '-e', ask]
  const text = execFileSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
  })
  const signedIn = SignedIn.safeParse(JSON.parse(text))
  if (!signedIn.success) wrong.push(`the first administrator cannot sign in: ${text}`)
  return signedIn.success && signedIn.data.mustChangePassword ? 'signed in, must change the password' : text
}

/** What systemd-analyze(1) says of the units: 0 is safe, 10 is not. */
async function exposure(server: BareServer): Promise<Record<string, number>> {
  const units = ['prepare', 'media', 'signaling']
  const entries = await Promise.all(
    units.map(async (name): Promise<[string, number]> => {
      const { text } = await server.run(`systemd-analyze security --no-pager diem-cau-${name} | tail -n 1`)
      return [name, Number(/: (\d+\.\d)/.exec(text)?.[1])]
    }),
  )
  return Object.fromEntries(entries)
}
