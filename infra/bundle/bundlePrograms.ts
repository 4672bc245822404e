import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Plugin, build } from 'esbuild'
import { root } from '../bootstrap/paths.mjs'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { COMMONJS, EXTERNAL } from '../start/bundleServer.ts'

/** What is started on an office's server, by name: each becomes `programs/<name>.mjs`. */
const PROGRAMS = {
  sfu: 'sfu/src/main.ts',
  signaling: 'signaling/src/main.ts',
  prepare: 'infra/bundle/installed/prepare.ts',
  health: 'infra/bundle/installed/health.ts',
  backup: 'infra/store/backup.ts',
  restore: 'infra/store/restore.ts',
  'move-store': 'infra/store/moveStore.ts',
  verify: 'infra/store/verify.ts',
  diagnose: 'infra/diagnose/main.ts',
} as const

/** Threads of signaling, which it looks for beside its own sources. */
const THREADS = ['signaling/src/office/tables/tableWorker.ts', 'signaling/src/office/printing/pdfThread.ts'] as const

/**
 * Writes each program with all its modules as one file, laid out as the checkout is, because our modules look for data beside
 * themselves.
 * @param folder takes the place of the checkout's root
 * @throws SetupError when the sources do not build
 */
export async function bundlePrograms(folder: string): Promise<void> {
  const programs = Object.entries(PROGRAMS).map(([name, file]) => ({ in: join(root, file), out: `programs/${name}` }))
  const threads = THREADS.map((file) => ({ in: join(root, file), out: file.replace(/\.ts$/, '') }))
  await Promise.all(
    [...programs, ...threads].map(async ({ in: entry, out }) => {
      const outfile = join(folder, `${out}.mjs`)
      try {
        await build({
          entryPoints: [entry],
          outfile,
          bundle: true,
          platform: 'node',
          target: 'node24',
          format: 'esm',
          banner: { js: COMMONJS },
          external: [...EXTERNAL],
          plugins: [ownPlaces(dirname(join(root, out)))],
          minifyWhitespace: true,
          sourcemap: 'linked',
          sourcesContent: false,
          logLevel: 'silent',
        })
      } catch (error) {
        throw new SetupError(`${relative(root, entry)} does not build:\n${String(error)}`)
      }
    }),
  )
}

/**
 * Lets our modules find what they look for beside themselves: where it would lie, seen from the file that they become a part of.
 * @param beside folder of that file, had it been written into the checkout
 */
function ownPlaces(beside: string): Plugin {
  return {
    name: 'own-places',
    setup(build) {
      build.onLoad({ filter: /\/(?:sfu|signaling|infra)\/.*\.(?:ts|mjs)$/ }, async ({ path }) => {
        if (path.includes('/node_modules/')) return null
        const text = await readFile(path, 'utf8')
        if (!/import\.meta\.(?:url|dirname)/.test(text)) return null
        const from = JSON.stringify(relative(beside, path))
        const there = `new URL(${from}, import.meta.url)`
        return {
          contents: text
            .replaceAll('import.meta.url', there)
            .replaceAll('import.meta.dirname', `_dirnameOf(${there}.pathname)`)
            .replaceAll(/(?<=new URL\('\.\/\w+)\.ts(?=')/g, '.mjs'),
          loader: 'ts',
          resolveDir: dirname(path),
        }
      })
    },
  }
}
