import { access, chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { RemovablePaperFiles } from './RemovablePaperFiles.ts'

/** Keeps papers in a folder of this machine. */
export class DiskPaperFiles implements RemovablePaperFiles {
  readonly #folder: string

  /** @param folder `<data>/papers` */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** It and its name are on disk when this resolves. */
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

  async read(sha256: string, range: { start: number; end: number } | 'whole'): Promise<Readable> {
    const file = await open(this.#path(sha256))
    return file.createReadStream(range === 'whole' ? {} : range)
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true })
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
