import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The ending keeps the name from being the bare hash, which is the name of a paper. */
const SUFFIX = '.taken'

/**
 * Notes which files were taken over and are not known to be on record yet, each with when, in a folder of this machine. A note is
 * written before a file is taken, so that whatever happens next, a killed process too, somebody comes to look.
 */
export class TakenFiles {
  readonly #folder: string

  /** @param folder is made when there is something to write */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** It is on disk when this resolves. */
  async note(sha256: string, at: number): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await using file = await open(this.#path(sha256), 'w', 0o600)
    await file.writeFile(String(at))
    await file.sync()
    await using folder = await open(this.#folder)
    await folder.sync()
  }

  /** Reads when it was taken last, 0 when that cannot be read; null = nothing is noted of it. */
  async at(sha256: string): Promise<number | null> {
    const text = await readFile(this.#path(sha256), 'utf8').catch(ifThere)
    return text === null ? null : Number.parseInt(text, 10) || 0
  }

  /** Hashes of all that are noted. */
  async all(): Promise<string[]> {
    const names = (await readdir(this.#folder).catch(ifThere)) ?? []
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length))
  }

  async forget(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true })
  }

  #path(sha256: string): string {
    return join(this.#folder, `${sha256}${SUFFIX}`)
  }
}

function ifThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
