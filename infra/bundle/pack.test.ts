import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pack } from './pack.ts'
import { librariesOf } from './workerLibraries.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-pack-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A folder with what every archive begins with. */
function laidOut(name: string): string {
  const there = join(folder, name, 'diem-cau-1')
  mkdirSync(join(there, 'parts'), { recursive: true })
  mkdirSync(join(there, 'app'))
  for (const file of ['install.sh', 'VERSION', 'SHA256SUMS', 'HUONG-DAN.md', 'app/one', 'parts/one.sh'])
    writeFileSync(join(there, file), file)
  return there
}

test('the same content is the same archive, whenever its files were written, and the installer comes first', async () => {
  const [one, two] = [laidOut('one'), laidOut('two')]
  utimesSync(join(two, 'app/one'), 1, 1)
  await pack(one, join(folder, 'one.tar.gz'))
  await pack(two, join(folder, 'two.tar.gz'))
  expect(readFileSync(join(folder, 'one.tar.gz')).equals(readFileSync(join(folder, 'two.tar.gz')))).toBe(true)
  const { stdout } = spawnSync('tar', ['tzf', join(folder, 'one.tar.gz')], { encoding: 'utf8' })
  expect(stdout.split('\n').slice(0, 5)).toEqual([
    'diem-cau-1/install.sh',
    'diem-cau-1/parts/',
    'diem-cau-1/parts/one.sh',
    'diem-cau-1/VERSION',
    'diem-cau-1/SHA256SUMS',
  ])
})

test('what is there is not overwritten, and nothing half is left', async () => {
  const file = join(folder, 'there.tar.gz')
  writeFileSync(file, 'mine')
  await expect(pack(laidOut('one'), file)).rejects.toThrow('cannot be written')
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(readdirSync(folder).toSorted()).toEqual(['one', 'there.tar.gz'])
})

test('libraries of the worker are those that a bare Debian lacks; a missing one is named', () => {
  const text = [
    '\tlinux-vdso.so.1 (0x00007f8fd7f83000)',
    '\tlibuv.so.1 => /lib/x86_64-linux-gnu/libuv.so.1 (0x00007f8fd7bd0000)',
    '\tlibstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f8fd6e00000)',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f8fd701e000)',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f8fd7f85000)',
  ]
  expect(librariesOf(text.join('\n'))).toEqual(['/lib/x86_64-linux-gnu/libuv.so.1'])
  expect(() => librariesOf('\tlibssl.so.3 => not found\n')).toThrow('libssl.so.3')
})
