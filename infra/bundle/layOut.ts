import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'
import { node24Path } from '../bootstrap/node24.mjs'
import { root } from '../bootstrap/paths.mjs'
import { say } from '../bootstrap/runStep.mjs'
import { buildWebClient } from '../start/buildWebClient.ts'
import { sourcesHash } from '../start/sourcesHash.ts'
import { ensurePatchedWorker } from '../worker/ensureWorker.ts'
import { bundlePrograms } from './bundlePrograms.ts'
import { copyPackages } from './copyPackages.ts'
import { type DebianPart, downloadPart } from './debianParts.ts'
import { workerLibraries } from './workerLibraries.ts'

/** All that decides what is in an archive, beside the worker and Node. */
const SOURCES = ['sfu', 'signaling', 'web-client', 'infra', 'package.json', 'package-lock.json']
const DEBIAN = join(import.meta.dirname, 'debian')
/** What `uname -m` says there. */
const MACHINES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }

const Package = z.object({ version: z.string() })

/**
 * Lays out what an office's server gets: `install.sh` and its files, `app/` as it will lie in /opt/diem-cau/<version>, and the list of
 * checksums.
 * @param folder an empty one
 * @param parts Debian's packages that an office wants beside the servers
 * @returns the version, which is another one whenever something in it is
 * @throws SetupError
 */
export async function layOut(folder: string, parts: readonly DebianPart[] = []): Promise<string> {
  const app = join(folder, 'app')
  mkdirSync(app)
  const worker = await ensurePatchedWorker()
  const web = await buildWebClient()
  say('the programs, each as one file')
  await bundlePrograms(app)
  say('Node, the media worker and packages')
  cpSync(web, join(app, 'web'), { recursive: true, filter: (path) => basename(path) !== '.diem-cau-sources' })
  put(node24Path(), join(app, 'node', 'bin', 'node'), 0o755)
  const license = join(node24Path(), '..', '..', 'LICENSE')
  if (existsSync(license)) put(license, join(app, 'node', 'LICENSE'))
  put(worker.path, join(app, 'worker', 'mediasoup-worker'), 0o755)
  for (const library of workerLibraries(worker.path)) put(library, join(app, 'worker', 'lib', basename(library)))
  copyPackages(app)
  for (const file of ['LICENSE', 'package.json', 'sfu/package.json']) put(join(root, file), join(app, file))
  cpSync(join(root, 'signaling', 'data'), join(app, 'signaling', 'data'), { recursive: true })
  put(join(DEBIAN, 'diem-cau'), join(app, 'bin', 'diem-cau'), 0o755)
  cpSync(join(DEBIAN, 'units'), join(app, 'units'), { recursive: true })
  for (const there of [folder, join(app, 'installer')])
    for (const name of ['install.sh', 'parts']) cpSync(join(DEBIAN, name), join(there, name), { recursive: true })
  for (const there of [folder, app]) put(join(root, 'infra', 'deploy', 'HUONG-DAN.md'), join(there, 'HUONG-DAN.md'))
  for (const part of parts) {
    say(`Debian's packages for ${part} (usually 10-60 s)`)
    downloadPart(part, join(folder, 'debs', part))
  }
  const version = versionOf(worker.path)
  describe(folder, { version, machine: MACHINES[process.arch] ?? process.arch, debian: debianRelease() })
  return version
}

/** Writes what the installer reads first: VERSION, and a checksum of every file there is. */
export function describe(
  folder: string,
  { version, machine, debian }: { readonly version: string; readonly machine: string; readonly debian: string },
): void {
  const files = filesOf(join(folder, 'app'))
  const kilobytes = Math.ceil(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1024)
  const facts = { VERSION: version, MACHINE: machine, DEBIAN: debian, SIZE_KB: String(kilobytes) }
  const text = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, 'VERSION'), text.join(''))
  copyFileSync(join(folder, 'VERSION'), join(folder, 'app', 'VERSION'))
  writeSums(join(folder, 'app'))
  writeSums(folder)
}

/** The list of the folder's files in the form of sha256sum(1). */
function writeSums(folder: string): void {
  const list = join(folder, 'SHA256SUMS')
  const lines = filesOf(folder)
    .filter((file) => file !== list)
    .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${relative(folder, file)}\n`)
  writeFileSync(list, lines.join(''))
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function put(from: string, to: string, mode = 0o644): void {
  mkdirSync(join(to, '..'), { recursive: true })
  copyFileSync(from, to)
  chmodSync(to, mode)
}

function versionOf(worker: string): string {
  const { version } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const content = createHash('sha256').update(sourcesHash(SOURCES)).update(process.version).update(readFileSync(worker))
  return `${version}-${content.digest('hex').slice(0, 10)}`
}

/** The worker is bound to the C library of the Debian that it was built on. */
function debianRelease(): string {
  return /^VERSION_ID="?(\d+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '12'
}
