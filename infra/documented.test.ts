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

test('every link between our own texts leads somewhere', () => {
  const links = files('**/*.md').flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => ({ file, link: link.split('#')[0] ?? '' }))
      .filter(({ link }) => link !== '' && !/^[a-z]+:/.test(link)),
  )
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter(({ file, link }) => !existsSync(join(root, dirname(file), link)))).toEqual([])
})
