import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'

const MAX_BYTES = 10 * 1024 * 1024
/** sfu.log, sfu.1.log ... sfu.4.log: at most 50 MB for each process. */
const KEPT = 4

/**
 * Appends lines to a file that only its owner reads; when it is full, it becomes `.1`, the oldest goes.
 * Written at once: the lines before a crash of this process are the ones that are wanted.
 */
export class LogFile {
  readonly path: string
  readonly #maxBytes: number
  #file: number
  #size: number
  #closed = false

  constructor(path: string, maxBytes = MAX_BYTES) {
    this.path = path
    this.#maxBytes = maxBytes
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    this.#file = openSync(path, 'a', 0o600)
  }

  /** Writes nothing after close(), because a process may print something on its way out. */
  write(line: string): void {
    if (this.#closed) return
    try {
      if (this.#size > this.#maxBytes) this.#rotate()
      this.#size += writeSync(this.#file, `${line}\n`)
    } catch {
      // A full disk must not end the meeting: the log is what can be missed.
    }
  }

  close(): void {
    this.#closed = true
    closeSync(this.#file)
  }

  #rotate(): void {
    rmSync(this.#numbered(KEPT), { force: true })
    for (let n = KEPT - 1; n >= 0; n -= 1) {
      if (statSync(this.#numbered(n), { throwIfNoEntry: false })) renameSync(this.#numbered(n), this.#numbered(n + 1))
    }
    const full = this.#file
    this.#file = openSync(this.path, 'a', 0o600)
    this.#size = 0
    closeSync(full)
  }

  #numbered(n: number): string {
    return n === 0 ? this.path : this.path.replace(/(\.log)?$/, `.${n}.log`)
  }
}
