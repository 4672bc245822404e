import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Plugin, build } from 'esbuild'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { withLock } from '../bootstrap/withLock.mjs'
import { sourcesHash } from './sourcesHash.ts'

export type ServerName = 'sfu' | 'signaling'

const PARTS = {
  sfu: ['sfu/src', 'sfu/contract'],
  signaling: ['signaling/src', 'signaling/contract', 'sfu/contract'],
} as const satisfies Record<ServerName, readonly string[]>

/** mediasoup looks for its worker beside its own files. */
export const EXTERNAL = ['mediasoup', 'pg-native']

/** CommonJS packages expect these names around them. */
export const COMMONJS = `import { createRequire as _createRequire } from 'node:module'
import { dirname as _dirnameOf } from 'node:path'
const require = _createRequire(import.meta.url)
const __filename = import.meta.filename, __dirname = import.meta.dirname`

/**
 * A server with all its modules as one file, which is read in a third of the time: after a kill the office waits for that. It is built
 * when its sources changed since, which takes a second.
 * @returns the file to start
 * @throws SetupError when the sources do not build
 */
export async function bundleServer(name: ServerName): Promise<string> {
  const dist = join(root, name, 'dist')
  const main = join(dist, 'main.mjs')
  const stamp = join(dist, '.diem-cau-sources')
  await withLock(`${name}-bundle`, async () => {
    const sources = sourcesHash([...PARTS[name], 'package.json', 'package-lock.json', 'infra/start/bundleServer.ts'])
    if (existsSync(main) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
    await buildServer(name, main)
    writeFileSync(stamp, sources) // last: an interrupted build has none
  })
  return main
}

/**
 * Builds a server into a file, whatever was there.
 * @param plugins of esbuild, for what is to be another one than the sources say
 * @throws SetupError when the sources do not build
 */
export async function buildServer(name: ServerName, main: string, plugins: readonly Plugin[] = []): Promise<void> {
  try {
    const { outputFiles } = await build({
      entryPoints: [join(root, name, 'src/main.ts')],
      outfile: main,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      banner: { js: COMMONJS },
      external: EXTERNAL,
      plugins: [...plugins, ownFiles(join(root, name, 'dist'))],
      minifyWhitespace: true,
      sourcemap: 'linked',
      logLevel: 'silent',
      write: false,
    })
    mkdirSync(dirname(main), { recursive: true })
    // A server that is started anew meanwhile reads the former file or this one.
    for (const { path, contents } of outputFiles) {
      writeFileSync(`${path}.new`, contents)
      renameSync(`${path}.new`, path)
    }
  } catch (error) {
    throw new SetupError(`The sources in ${name}/ do not build:\n${String(error)}`)
  }
}

/** Our own modules find what they look for beside themselves (threads, data) where it was: in the sources. */
function ownFiles(dist: string): Plugin {
  return {
    name: 'own-files',
    setup(build) {
      build.onLoad({ filter: /\/(?:sfu|signaling)\/src\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        if (!text.includes('import.meta.url')) return null
        const from = JSON.stringify(relative(dist, path))
        return {
          contents: text.replaceAll('import.meta.url', `new URL(${from}, import.meta.url)`),
          loader: 'ts',
          resolveDir: dirname(path),
        }
      })
    },
  }
}
