import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { node24Env } from '../../infra/bootstrap/node24.mjs'
import { root } from '../../infra/bootstrap/paths.mjs'
import { describe } from '../../infra/bundle/layOut.ts'
import { pack } from '../../infra/bundle/pack.ts'

const Made = z.object({ file: z.string(), version: z.string(), bytes: z.number(), seconds: z.number() })
export type Made = z.infer<typeof Made>

/** As `npm run bundle` makes it, with these of Debian's packages. */
export function makeArchive(file: string, parts = 'turn'): Made {
  const text = execFileSync(process.execPath, [join(root, 'infra/bundle/main.ts'), file, '--with', parts, '--json'], {
    encoding: 'utf8',
    env: node24Env(process.execPath),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Made.parse(JSON.parse(text))
}

/** An archive with the same programs that says something else of itself: a later version, another kind of machine. */
export async function variantOf(
  archive: string,
  folder: string,
  file: string,
  change: { readonly version?: string; readonly machine?: string },
): Promise<string> {
  const work = join(folder, 'variant')
  mkdirSync(work)
  execFileSync('tar', ['xzf', archive, '-C', work])
  const [name = ''] = readdirSync(work)
  const facts = Object.fromEntries(
    readFileSync(join(work, name, 'VERSION'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=', 2) as [string, string]),
  )
  const version = change.version ?? facts['VERSION'] ?? ''
  const there = join(work, `diem-cau-${version}`)
  if (there !== join(work, name)) renameSync(join(work, name), there)
  rmSync(join(there, 'SHA256SUMS'))
  rmSync(join(there, 'app', 'SHA256SUMS'))
  describe(there, { version, machine: change.machine ?? facts['MACHINE'] ?? '', debian: facts['DEBIAN'] ?? '' })
  await pack(there, file)
  rmSync(work, { recursive: true })
  return version
}

/** The first part of a file, as a stick that was pulled out too early has it. */
export function cutShort(file: string, to: string, share: number): void {
  const whole = readFileSync(file)
  writeFileSync(to, whole.subarray(0, Math.floor(whole.length * share)))
}
