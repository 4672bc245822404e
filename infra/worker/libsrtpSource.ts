import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep, say } from '../bootstrap/runStep.mjs'

/**
 * Fetches the upstream sources of Debian's libsrtp2 with apt, into `work`. The deb-src entries are
 * derived from the machine's own apt sources into a private folder: nothing on the system changes
 * and root is not needed.
 *
 * @returns path of the .orig.tar.*, or undefined where the mirror has no sources (or is not reached)
 */
export async function fetchLibsrtpSource(work: string): Promise<string | undefined> {
  const apt = join(work, 'apt')
  const download = join(work, 'libsrtp')
  for (const folder of ['lists/partial', 'sources', 'cache/archives/partial'])
    mkdirSync(join(apt, folder), { recursive: true })
  mkdirSync(download, { recursive: true })
  for (const [name, text] of debSrcEntries('/etc/apt')) writeFileSync(join(apt, 'sources', name), text)

  const options = [
    'Dir::Etc::sourcelist=/dev/null',
    `Dir::Etc::sourceparts=${join(apt, 'sources')}`,
    `Dir::State::Lists=${join(apt, 'lists')}`,
    `Dir::Cache=${join(apt, 'cache')}`,
    'Acquire::http::Timeout=15',
    'Acquire::Retries=1',
  ].flatMap((option) => ['-o', option])
  const step = { name: 'worker-libsrtp', command: 'apt-get', cwd: download, ifItFails: '' }
  const update = {
    ...step,
    what: 'reading the list of Debian source packages',
    usually: '5-20 s',
    args: [...options, 'update'],
  }
  const get = {
    ...step,
    what: "fetching libsrtp2's sources",
    usually: '2-10 s',
    append: true,
    args: [...options, 'source', '--download-only', 'libsrtp2'],
  }
  // A third-party entry without sources fails `update` as a whole, with Debian's own lists in place.
  await runStep(update).catch(() => undefined)
  await runStep(get).catch(() => undefined)
  const found = readdirSync(download).find((name) => /^libsrtp2_.*\.orig\.tar\.\w+$/.test(name))
  if (found) return join(download, found)
  say('  no source package of libsrtp2: using libsrtp2-dev instead (slower encryption)')
  return undefined
}

/** The machine's apt entries as deb-src, by file name; both formats of sources.list(5). */
export function debSrcEntries(etcApt: string): Map<string, string> {
  const parts = join(etcApt, 'sources.list.d')
  const files = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : []
  const entries = new Map<string, string>()
  for (const file of [join(etcApt, 'sources.list'), ...files]) {
    if (!existsSync(file)) continue
    const text = readFileSync(file, 'utf8')
    const name = file.slice(file.lastIndexOf('/') + 1)
    if (name.endsWith('.list'))
      entries.set(name, text.replace(/^\s*deb-src\b.*$/gm, '').replace(/^\s*deb\b(?!-)/gm, 'deb-src'))
    if (name.endsWith('.sources')) entries.set(name, text.replace(/^Types:.*$/gim, 'Types: deb-src'))
  }
  return entries
}
