import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MB = 1024 * 1024

/** A disk of its own, so small that it can be filled: the kernel refuses to write as it does on any other (ENOSPC). */
export class SmallDisk implements Disposable {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
    // Nobody finds it again, whatever the process ends of.
    process.once('exit', this.#remove)
  }

  /** Null where this process may not mount one. */
  static mount(megabytes: number): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'diem-cau-disk-'))
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder])
    if (mounted.status === 0) return new SmallDisk(folder)
    rmSync(folder, { recursive: true })
    return null
  }

  /** Fills it to the last byte. */
  fill(): void {
    for (let size = 4 * MB; size >= 1; size = Math.floor(size / 2)) while (this.#takes(size));
  }

  /** Room for at least as much as was free before. */
  clear(): void {
    rmSync(this.#filler, { force: true })
  }

  get #filler(): string {
    return join(this.folder, 'filler')
  }

  #takes(bytes: number): boolean {
    try {
      writeFileSync(this.#filler, Buffer.alloc(bytes, 1), { flag: 'a' })
      return true
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
      throw error
    }
  }

  [Symbol.dispose](): void {
    process.off('exit', this.#remove)
    this.#remove()
  }

  readonly #remove = (): void => {
    spawnSync('umount', ['-l', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
  }
}
