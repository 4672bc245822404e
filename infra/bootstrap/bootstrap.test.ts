import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { debSrcEntries } from '../worker/libsrtpSource.ts'
import { node24Path } from './node24.mjs'
import { isInstalled } from './nodeModules.mjs'
import { cacheDir } from './paths.mjs'
import { runStep } from './runStep.mjs'
import { withLock } from './withLock.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-bootstrap-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function writePackages(file: string, packages: object): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages }))
}

test('the cache is DIEM_CAU_CACHE, else in XDG_CACHE_HOME, else in ~/.cache', () => {
  expect(cacheDir({ DIEM_CAU_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
  expect(cacheDir({ XDG_CACHE_HOME: '/b' })).toBe('/b/diem-cau')
  expect(cacheDir({})).toMatch(/\/\.cache\/diem-cau$/)
})

test('packages are installed when they are what the lock file says, and only then', () => {
  const a = { version: '1.0.0', integrity: 'x' }
  writePackages('package-lock.json', {
    '': {},
    'node_modules/a': a,
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  })
  expect(isInstalled(folder)).toBe(false)
  mkdirSync(join(folder, 'node_modules', 'a'), { recursive: true })
  writePackages('node_modules/.package-lock.json', { 'node_modules/a': a })
  expect(isInstalled(folder)).toBe(true)
  writePackages('node_modules/.package-lock.json', { 'node_modules/a': { ...a, version: '1.0.1' } })
  expect(isInstalled(folder)).toBe(false)
  writePackages('node_modules/.package-lock.json', { 'node_modules/a': a, 'node_modules/left-over': a })
  expect(isInstalled(folder)).toBe(false)
})

test('a Node of 24 or later is used as it is; without one the message says what to do', () => {
  expect(node24Path('24.1.0', folder)).toBe(process.execPath)
  expect(node24Path('26.0.0', folder)).toBe(process.execPath)
  expect(() => node24Path('20.20.2', folder)).toThrow(/Install Node 24/)
})

test('two set-ups take turns', async () => {
  vi.stubEnv('DIEM_CAU_CACHE', folder)
  const order: string[] = []
  const { promise: inside, resolve: enter } = Promise.withResolvers<void>()
  const { promise: leave, resolve: release } = Promise.withResolvers<void>()
  const first = withLock('test', async () => {
    enter()
    await leave
    order.push('first')
  })
  await inside
  const second = withLock('test', () => Promise.resolve(order.push('second')))
  release()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('the lock of a process that is gone is taken over', async () => {
  vi.stubEnv('DIEM_CAU_CACHE', folder)
  mkdirSync(join(folder, 'locks'))
  writeFileSync(join(folder, 'locks', 'test.lock'), `${process.pid} 1`) // this id, but a process of another time
  await expect(withLock('test', () => Promise.resolve('mine'))).resolves.toBe('mine')
})

test('deb-src entries are derived from both formats of apt sources', () => {
  mkdirSync(join(folder, 'sources.list.d'))
  writeFileSync(
    join(folder, 'sources.list'),
    '# c\ndeb http://mirror.example/debian bookworm main\ndeb-src http://mirror.example/debian bookworm main\n',
  )
  writeFileSync(
    join(folder, 'sources.list.d', 'debian.sources'),
    'Types: deb deb-src\nURIs: http://mirror.example/debian\n',
  )
  writeFileSync(join(folder, 'sources.list.d', 'off.list.disabled'), 'deb http://other.example x main\n')
  const entries = debSrcEntries(folder)
  expect([...entries.keys()]).toEqual(['sources.list', 'debian.sources'])
  expect(entries.get('sources.list')?.match(/^deb-src .*$/gm)).toEqual([
    'deb-src http://mirror.example/debian bookworm main',
  ])
  expect(entries.get('sources.list')).not.toMatch(/^deb /m)
  expect(entries.get('debian.sources')).toMatch(/^Types: deb-src$/m)
})

test('a step that pays no heed to being ended is the last one all the same', async () => {
  vi.stubEnv('DIEM_CAU_CACHE', folder)
  const [begun, mayEnd] = [join(folder, 'begun'), join(folder, 'may-end')]
  const step = runStep({
    name: 'heedless',
    what: 'a step',
    usually: '1 s',
    ifItFails: 'Run it again.',
    command: 'sh',
    args: ['-c', `trap '' TERM; : > ${begun}; until [ -e ${mayEnd} ]; do sleep 0.02; done`],
  })
  const outcome = step.catch(String)
  await vi.waitFor(() => expect(existsSync(begun)).toBe(true), 10_000)
  process.emit('SIGTERM', 'SIGTERM')
  writeFileSync(mayEnd, '')
  expect(await outcome).toContain('a step: failed (broken off by SIGTERM)')
})
