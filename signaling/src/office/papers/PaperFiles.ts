import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, chmod, mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** The office's own data needs this much of the disk too, in bytes. */
const KEEP_FREE = 1024 ** 3

/** The files of papers, named by what is in them: the same content is stored once. */
export class PaperFiles {
  readonly #folder: string

  /** @param folder `<data>/papers` */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** SHA-256 of a file, hex. */
  async hash(path: string): Promise<string> {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  }

  /** Takes a finished file over; it and its name are on disk when this resolves. `path` is gone then. */
  async take(path: string, sha256: string): Promise<void> {
    const target = this.#path(sha256)
    const folder = join(this.#folder, sha256.slice(0, 2))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (await exists(target)) return rm(path)
    await chmod(path, 0o600)
    await sync(path)
    await rename(path, target)
    await sync(folder)
  }

  /** Bytes `start` to `end`, both included. */
  read(sha256: string, range: { start: number; end: number }): Readable {
    return createReadStream(this.#path(sha256), range)
  }

  /** Whether so many bytes more fit, and leave room for everything else. */
  async hasRoomFor(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.#folder)
    return bavail * bsize > bytes + KEEP_FREE
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256)
  }
}

async function sync(path: string): Promise<void> {
  await using file = await open(path)
  await file.sync()
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
