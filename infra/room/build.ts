/** Packs what a room's PC needs into one archive: the installer, its files, and the watchdog as one script. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bundleWatchdog } from './bundleWatchdog.ts'

const USAGE = 'Usage: npm run build:room -- FILE.tar.gz\n'

const [file] = process.argv.slice(2)
if (file === undefined || file.startsWith('-')) {
  process.stdout.write(USAGE)
  process.exit(file === undefined ? 2 : 0)
}
const work = mkdtempSync(join(tmpdir(), 'diem-cau-room-'))
try {
  const folder = join(work, 'diem-cau-room')
  mkdirSync(folder)
  cpSync(join(import.meta.dirname, 'debian'), folder, { recursive: true })
  cpSync(join(import.meta.dirname, 'windows'), join(folder, 'windows'), { recursive: true })
  cpSync(join(import.meta.dirname, 'HUONG-DAN.md'), join(folder, 'HUONG-DAN.md'))
  await bundleWatchdog(join(folder, 'watchdog.mjs'))
  execFileSync('tar', ['--owner=0', '--group=0', '-czf', resolve(file), '-C', work, 'diem-cau-room'])
  process.stdout.write(`${file}: unpack it on the room's PC, then: sh diem-cau-room/install.sh --url https://OFFICE\n`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
