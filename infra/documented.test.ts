import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './bootstrap/paths.mjs'

const FOREIGN = /(^|\/)(node_modules|dist|\.data|test-results)(\/|$)/
const files = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: (path) => FOREIGN.test(path) })
    .filter((path) => !FOREIGN.test(path))
    .toSorted()
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const readmes = files('**/README.md').map((file) => ({ file, text: read(file) }))
const sources = files('**/*.{ts,mjs,patch}')
  .filter((file) => !/\.test\.ts$|\.e2e\.ts$/.test(file))
  .map(read)

const VARIABLE = /\b(?:DIEM_CAU_[A-Z0-9_]*[A-Z0-9]|MEDIASOUP_WORKER_[A-Z_]*[A-Z])\b/g
const variablesIn = (texts: readonly string[]) => new Set(texts.flatMap((text) => text.match(VARIABLE) ?? []))

const scriptsOf = (folder: string): Record<string, string> =>
  (JSON.parse(read(join(folder, 'package.json'))) as { scripts?: Record<string, string> }).scripts ?? {}

test('every setting stands in a README, and every setting of a README is read somewhere', () => {
  const told = variablesIn(readmes.map(({ text }) => text))
  const known = variablesIn(sources)
  expect(known.size).toBeGreaterThan(40)
  expect(
    [...known].filter((name) => !told.has(name)),
    'in no README',
  ).toEqual([])
  expect(
    [...told].filter((name) => !known.has(name)),
    'in no source',
  ).toEqual([])
})

test('every command of a README is there', () => {
  const commands = readmes.flatMap(({ file, text }) =>
    [
      ...text.matchAll(
        /\bnpm (?:--prefix \S+ )?(?:run )?(?<script>(?<=run )[a-z:-]+|test|start)(?: -w @diem-cau\/(?<workspace>[a-z-]+))?/g,
      ),
    ].map(({ groups }) => ({ file, script: groups?.['script'] ?? '', folder: groups?.['workspace'] ?? '' })),
  )
  expect(commands.length).toBeGreaterThan(30)
  expect(commands.filter(({ script, folder }) => !(script in scriptsOf(folder)))).toEqual([])
})

test('where a README says that tests are run there are tests', () => {
  const runs = readmes.flatMap(({ file, text }) =>
    [...text.matchAll(/`cd (?<folder>\S+) && vitest run (?<path>[\w./]+)`/g)].map(({ groups }) => ({
      file,
      path: join(groups?.['folder'] ?? '', groups?.['path'] ?? ''),
    })),
  )
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(({ path }) => files(`${path}/**/*.test.ts`).length === 0)).toEqual([])
})

test('every command of the set-up is a script that the README names', () => {
  const readme = read('README.md')
  const commands = Object.entries(scriptsOf('')).filter(([, line]) => line.includes('infra/bootstrap/run.mjs'))
  expect(
    commands.map(([name, line]) => [name, line.split(' ').at(-1)]).filter(([name, target]) => name !== target),
  ).toEqual([])
  expect(commands.map(([name]) => name).filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(readme))).toEqual([])
  const run = read('infra/bootstrap/run.mjs')
  expect(commands.map(([name]) => name).toSorted()).toEqual(
    [...run.matchAll(/^ {2}'?([a-z:-]+)'?: \{ file: '([^']+)'/gm)].map(([, name = '']) => name).toSorted(),
  )
  expect(
    [...run.matchAll(/file: '([^']+)'/g)].map(([, file]) => file).filter((file) => !existsSync(join(root, file ?? ''))),
  ).toEqual([])
})

/** The anchors of a text's headings, as GitHub makes them. */
const anchorsOf = (text: string) =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

test('every link between our own texts leads somewhere, to a heading too', () => {
  const links = files('**/*.md').flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .map((link) => {
        const [path = '', anchor] = link.split('#')
        return { file, link, to: path === '' ? file : join(dirname(file), path), anchor }
      }),
  )
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter(({ to }) => !existsSync(join(root, to)))).toEqual([])
  expect(
    links.filter(({ to, anchor }) => anchor !== undefined && !(to.endsWith('.md') && anchorsOf(read(to)).has(anchor))),
    'a heading that is not there',
  ).toEqual([])
})

test('every source file that a text names is there', () => {
  const ours = files('**/*.{ts,tsx,mjs}')
  const named = files('**/*.md').flatMap((file) =>
    [...read(file).matchAll(/`(?:\.\.?\/)*([\w./-]*\w\.(?:tsx?|mjs))`/g)].map(([, path = '']) => ({ file, path })),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ path }) => !ours.some((our) => our === path || our.endsWith(`/${path}`)))).toEqual([])
})

/** Folders of a package in which a file of its README may be; the first that has it counts. */
const BASES = ['src', '.'] as const

/** Every file that the numbered ways of a README name, with the names that are to be found in it. */
function waysOf({ file, text }: { readonly file: string; readonly text: string }) {
  const folder = dirname(file)
  const ways = text.match(/^Three ways through it[^]*?(?=^## |$(?![^]))/m)?.[0] ?? ''
  return [...ways.matchAll(/`(?<path>[\w./-]+\.tsx?)`(?:\s+\((?<names>`[^)]+)\))?/g)].map(({ groups }) => ({
    file,
    path: groups?.['path'] ?? '',
    found: BASES.map((base) => join(folder, base, groups?.['path'] ?? '')).find((path) => existsSync(join(root, path))),
    names: [...(groups?.['names'] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  }))
}

test('every file of the ways through a package is there, and has the names that the way says', () => {
  const ways = readmes.flatMap(waysOf)
  expect(new Set(ways.map(({ file }) => file)).size).toBe(3)
  expect(ways.length).toBeGreaterThan(50)
  expect(ways.filter(({ found }) => found === undefined)).toEqual([])
  const hasName = (path: string, name: string) =>
    new RegExp(`(?<![\\w#])${name.replaceAll(/[$]/g, '\\$&')}(?!\\w)`).test(read(path))
  expect(
    ways.flatMap(({ file, found, names }) =>
      names.filter((name) => found !== undefined && !hasName(found, name)).map((name) => ({ file, found, name })),
    ),
  ).toEqual([])
})

/** Folders that stand in the first column of a table, within `base`. */
const foldersIn = (text: string, base: string) =>
  [...text.matchAll(/^\| (?<cell>[^|]+) \|/gm)]
    .flatMap(({ groups }) => [...(groups?.['cell'] ?? '').matchAll(/`(?:src\/)?([\w./-]+)\/?`/g)])
    .map(([, folder = '']) => folder.replace(/\/$/, ''))
    .filter((folder) => existsSync(join(root, base, folder)))

test('a README with a table of folders has a row for each of them', () => {
  const folders = new Set(files('**/*.*').map((file) => dirname(file)))
  const tables = readmes
    .map(({ file, text }) => {
      const folder = dirname(file)
      const base = existsSync(join(root, folder, 'src')) ? join(folder, 'src') : folder
      return { file, base, told: foldersIn(text, base) }
    })
    .filter(({ told }) => told.length > 2)
  expect(tables.map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      'README.md',
      ...['infra', 'sfu', 'signaling', 'signaling/src/office', 'tests', 'web-client'].map(
        (folder) => `${folder}/README.md`,
      ),
    ]),
  )
  const partsOf = (base: string) => {
    const within = base === '.' ? '' : `${base}/`
    return new Set(
      [...folders]
        .filter((path) => path.startsWith(within))
        .map((path) => path.slice(within.length).split('/')[0] ?? ''),
    )
  }
  expect(
    tables.flatMap(({ file, base, told }) =>
      [...partsOf(base)]
        .filter((part) => part !== '.' && !part.startsWith('.') && !told.some((path) => path.split('/')[0] === part))
        .map((part) => ({ file, part })),
    ),
    'folders without a row',
  ).toEqual([])
})

test('a new subject is told the next section of SPEC', () => {
  const sections = [...read('signaling/contract/SPEC.md').matchAll(/^## (\d+) /gm)].map(([, n]) => Number(n))
  const next = /the next is §(\d+)/.exec(read('signaling/contract/meeting/README.md'))?.[1]
  expect(Number(next)).toBe(Math.max(...sections) + 1)
})
