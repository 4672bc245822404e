/**
 * `npm run bundle -- FILE.tar.gz`: everything that an office's server needs, as one archive that a bare Debian installs without a
 * network.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { SetupError } from '../bootstrap/SetupError.mjs'
import { say } from '../bootstrap/runStep.mjs'
import { fromHere } from '../store/fromHere.ts'
import { type DebianPart, readParts } from './debianParts.ts'
import { layOut } from './layOut.ts'
import { pack } from './pack.ts'

const USAGE = 'Cách dùng / usage: npm run bundle -- FILE.tar.gz [--with turn,postgres,redis] [--json]'
const started = performance.now()
let work: string | undefined

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { with: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const [operand] = positionals
  if (values.help === true) console.log(USAGE)
  else if (operand === undefined || positionals.length > 1) throw new SetupError(USAGE)
  else await bundle(fromHere(operand), values.with === undefined ? [] : readParts(values.with), values.json === true)
} catch (error) {
  if (!(error instanceof SetupError) && !(error instanceof TypeError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
} finally {
  if (work !== undefined) rmSync(work, { recursive: true, force: true })
  process.disconnect?.()
}

async function bundle(file: string, parts: readonly DebianPart[], isJson: boolean): Promise<void> {
  if (existsSync(file))
    throw new SetupError(`${file} đã có, không ghi đè / is there already and is not overwritten. Choose another name.`)
  if (!existsSync(dirname(file))) throw new SetupError(`Không có thư mục / there is no folder ${dirname(file)}.`)
  // Beside the archive: there is room for it, and /tmp may be memory.
  work = mkdtempSync(join(dirname(file), '.diem-cau-bundle-'))
  const laidOut = join(work, 'new')
  mkdirSync(laidOut)
  const version = await layOut(laidOut, parts)
  // Two versions that are unpacked in one place stay apart.
  const folder = join(work, `diem-cau-${version}`)
  renameSync(laidOut, folder)
  say('packing (usually 10-20 s)')
  await pack(folder, file)
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
  writeFileSync(`${file}.sha256`, `${sum}  ${basename(file)}\n`)
  const told = {
    file,
    version,
    bytes: statSync(file).size,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
  if (isJson) console.log(JSON.stringify(told))
  else
    console.log(
      `${file}: Điểm Cầu ${version}, ${(told.bytes / 1e6).toFixed(1)} MB, ${told.seconds} s\n` +
        'Trên máy chủ Debian 12 / on the Debian 12 server, as root:\n\n' +
        `    tar xzf ${basename(file)} && sh diem-cau-${version}/install.sh --help\n`,
    )
}
