import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from '../bootstrap/SetupError.mjs'

/** What an office may want beside the two servers, as Debian has it. */
const DEBIAN_PARTS = {
  turn: ['coturn', 'haproxy'],
  postgres: ['postgresql'],
  redis: ['redis-server'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type DebianPart = keyof typeof DEBIAN_PARTS

const RELEASE = 'bookworm'

/**
 * Reads `turn,postgres`.
 * @throws SetupError with what there is
 */
export function readParts(text: string): readonly DebianPart[] {
  return text.split(',').map((word) => {
    const part = (Object.keys(DEBIAN_PARTS) as DebianPart[]).find((name) => name === word.trim())
    if (part === undefined)
      throw new SetupError(`--with ${word}: có / there are ${Object.keys(DEBIAN_PARTS).join(', ')}`)
    return part
  })
}

/**
 * Downloads a part's packages with all that they need and a bare Debian lacks. Needs a Debian of the same release, and its mirror.
 * @param folder of the files, made here
 * @throws SetupError
 */
export function downloadPart(part: DebianPart, folder: string): void {
  const release = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  if (release !== RELEASE)
    throw new SetupError(
      `--with ${part} needs a Debian ${RELEASE} to make the archive on; this is ${release ?? 'another'}.`,
    )
  mkdirSync(folder, { recursive: true })
  try {
    const { names, pins } = packagesOf(DEBIAN_PARTS[part])
    const pinned = new Set(pins.map(({ on }) => on))
    execFileSync('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...names, ...pinned], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    writeFileSync(join(folder, 'PINS'), pins.map(({ of, on, version }) => `${of} ${on} ${version}\n`).join(''))
  } catch (error) {
    throw new SetupError(`The packages of --with ${part} cannot be had: ${String(error)}\nTry apt-get update first.`)
  }
}

/** A package that goes with one version of another, which is on every Debian: in which version depends on its last update. */
export interface Pin {
  readonly of: string
  readonly on: string
  readonly version: string
}

/** Reads what apt-cache(8) shows of packages. @param bare names of those on every Debian */
export function pinsIn(shown: string, bare: ReadonlySet<string>): Pin[] {
  return shown.split(/\n{2,}/).flatMap((stanza) => {
    const of = /^Package: (\S+)$/m.exec(stanza)?.[1]
    const needs = [...stanza.matchAll(/^(?:Pre-)?Depends: (.*)$/gm)].map(([, list = '']) => list).join(', ')
    const exact = [...needs.matchAll(/([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9]+)? \(= ([^)\s]+)\)/g)]
    return exact.flatMap(([, on = '', version = '']) => (of !== undefined && bare.has(on) ? [{ of, on, version }] : []))
  })
}

/** Names of the packages, with what they need, but for what is on every Debian; and which of that has to be as new as they are. */
function packagesOf(wanted: readonly string[]): { readonly names: string[]; readonly pins: readonly Pin[] } {
  const work = mkdtempSync(join(tmpdir(), 'diem-cau-debs-'))
  const read = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 })
  try {
    const bare = read(
      'debootstrap',
      '--print-debs',
      '--variant=minbase',
      '--include=systemd,systemd-sysv',
      RELEASE,
      join(work, 'bare'),
    )
    const isThere = bare.trim().split(/\s+/)
    const known = read('apt-cache', 'show', '--no-all-versions', ...isThere)
    // apt plans for a system that has these and nothing else.
    const status = join(work, 'status')
    writeFileSync(status, known.replaceAll(/^Package: .*$/gm, '$&\nStatus: install ok installed'))
    const plan = read(
      'apt-get',
      'install',
      '--simulate',
      '--no-install-recommends',
      '-o',
      `Dir::State::status=${status}`,
      ...wanted,
    )
    const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name)
    return { names, pins: pinsIn(read('apt-cache', 'show', '--no-all-versions', ...names), new Set(isThere)) }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
