import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Plugin } from 'esbuild'
import { root } from '../bootstrap/paths.mjs'
import { buildServer, type ServerName } from '../start/bundleServer.ts'

/** One more step of the schema than this version has: a column that may be left out, a table and an index. */
const MIGRATION = `
import { sql } from 'kysely'
export async function nextStep(db) {
  await sql\`alter table unit add column nickname text\`.execute(db)
  await sql\`create table visitor_book (id text primary key, said text)\`.execute(db)
  await sql\`create index visitor_book_said on visitor_book (said)\`.execute(db)
}
`

/**
 * Builds both servers as the next version would be: the same sources with another version number and one more migration, which only adds.
 * @param options isMigrated: false leaves the schema as it is
 * @param folder where they are put; they find what they look for beside themselves in this checkout
 */
export async function buildNextVersion(
  folder: string,
  version: string,
  { isMigrated = true } = {},
): Promise<Record<ServerName, string>> {
  await mkdir(folder, { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const build = async (name: ServerName) => {
    const main = join(folder, name, 'dist', 'main.mjs')
    await mkdir(dirname(main), { recursive: true })
    for (const part of ['src', 'contract', 'data', 'node_modules'])
      await symlink(join(root, name, part), join(folder, name, part)).catch(() => undefined)
    await cp(join(root, name, 'package.json'), join(folder, name, 'package.json'))
    await buildServer(name, main, [asNext(version, isMigrated)])
    return main
  }
  return { sfu: await build('sfu'), signaling: await build('signaling') }
}

function asNext(version: string, isMigrated: boolean): Plugin {
  const ownPackage = join(root, 'package.json')
  const steps = join(root, 'signaling/src/db/migrations/index.ts')
  return {
    name: 'next-version',
    setup(build) {
      build.onLoad({ filter: /package\.json$/ }, async ({ path }) => {
        if (path !== ownPackage) return null
        const own: unknown = JSON.parse(await readFile(path, 'utf8'))
        return { contents: JSON.stringify({ ...(own as object), version }), loader: 'json' }
      })
      build.onLoad({ filter: /migrations\/index\.ts$/ }, async ({ path }) => {
        if (path !== steps || !isMigrated) return null
        const file = join(dirname(build.initialOptions.outfile ?? ''), 'nextStep.mjs')
        await writeFile(file, MIGRATION)
        const text = await readFile(path, 'utf8')
        const last = 'export const migrations: readonly Migration[] = ['
        if (!text.includes(last)) throw new Error('the list of migrations is written otherwise')
        const [before = '', rest = ''] = text.split(last)
        return {
          contents: `import { nextStep } from ${JSON.stringify(file)}\n${before}${last}${rest.replace(/\n\]/, '\n  nextStep,\n]')}`,
          loader: 'ts',
          resolveDir: dirname(path),
        }
      })
    },
  }
}
