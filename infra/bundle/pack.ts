import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, createWriteStream, readdirSync, rmSync, linkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { SetupError } from '../bootstrap/SetupError.mjs'

/** The installer and what it checks by come first, so that it can say that an archive was cut short. */
const FIRST = ['install.sh', 'parts', 'VERSION', 'SHA256SUMS', 'HUONG-DAN.md']
/** Times of files say nothing about what is in them: the same content is the same archive. */
const SAME = [
  '--format=gnu',
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
]

/**
 * Packs a folder, whole or not at all.
 * @throws SetupError when the file is there already, or cannot be written
 */
export async function pack(folder: string, file: string): Promise<void> {
  const name = basename(folder)
  const draft = `${file}.${process.pid}.part`
  const members = [...FIRST, ...readdirSync(folder).filter((member) => !FIRST.includes(member))]
  const tar = spawn(
    'tar',
    [...SAME, '-cf', '-', '-C', dirname(folder), ...members.map((member) => join(name, member))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const ended = once(tar, 'exit')
    await pipeline(tar.stdout, createGzip({ level: 6 }), createWriteStream(draft, { flush: true }))
    const [code] = (await ended) as [number | null]
    if (code !== 0) throw new SetupError(`tar ended with ${code}`)
    chmodSync(draft, 0o644)
    linkSync(draft, file)
  } catch (error) {
    throw error instanceof SetupError ? error : new SetupError(`${file} cannot be written: ${String(error)}`)
  } finally {
    rmSync(draft, { force: true })
  }
}
