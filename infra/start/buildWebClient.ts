import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24Env } from '../bootstrap/node24.mjs'
import { root } from '../bootstrap/paths.mjs'
import { runStep } from '../bootstrap/runStep.mjs'
import { withLock } from '../bootstrap/withLock.mjs'
import { sourcesHash } from './sourcesHash.ts'

/** All that the built files depend on. */
const SOURCES = ['package-lock.json', 'web-client', 'signaling/contract', 'sfu/contract']

/** Builds the web client when its sources changed since. @returns the folder to serve */
export async function buildWebClient(): Promise<string> {
  const dist = join(root, 'web-client', 'dist')
  const stamp = join(dist, '.diem-cau-sources')
  await withLock('web-client', async () => {
    const sources = sourcesHash(SOURCES)
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
