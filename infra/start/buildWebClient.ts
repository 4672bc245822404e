import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { node24Env } from '../bootstrap/node24.mjs'
import { root } from '../bootstrap/paths.mjs'
import { runStep } from '../bootstrap/runStep.mjs'
import { withLock } from '../bootstrap/withLock.mjs'

/** All that the built files depend on. */
const SOURCES = ['package-lock.json', 'web-client', 'signaling/contract', 'sfu/contract']
const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'test-results'])

/** Builds the web client when its sources changed since. @returns the folder to serve */
export async function buildWebClient(): Promise<string> {
  const dist = join(root, 'web-client', 'dist')
  const stamp = join(dist, '.diem-cau-sources')
  await withLock('web-client', async () => {
    const sources = hashOf(SOURCES.map((path) => join(root, path)))
    if (existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
    await runStep({
      name: 'web-client-build',
      what: 'building the web client',
      usually: '5-20 s',
      command: 'npm',
      args: ['run', 'build', '-w', '@diem-cau/web-client'],
      cwd: root,
      env: node24Env(process.execPath),
      ifItFails: 'The sources in web-client/ do not build: see the log.',
    })
    writeFileSync(stamp, sources) // last: an interrupted build has none
  })
  return dist
}

/** SHA-256 over names and contents; 10 ms for the web client. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  const visit = (path: string): void => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) visit(join(path, name))
      return
    }
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
