import { createWriteStream, renameSync, rmSync, statSync, type WriteStream } from 'node:fs'

const MAX_BYTES = 10 * 1024 * 1024
/** main.log, main.1.log ... main.4.log: at most 50 MB for each process. */
const KEPT = 4

/** Appends lines to a file that only its owner reads; when it is full, it becomes `.1`, the oldest goes. */
export class LogFile {
  readonly path: string
  readonly #maxBytes: number
  #stream: WriteStream
  #size: number

  constructor(path: string, maxBytes = MAX_BYTES) {
    this.path = path
    this.#maxBytes = maxBytes
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    this.#stream = this.#open()
  }

  write(line: string): void {
    if (this.#size > this.#maxBytes) this.#rotate()
    const text = `${line}\n`
    this.#size += Buffer.byteLength(text)
    this.#stream.write(text)
  }

  close(): Promise<void> {
    return new Promise((done) => this.#stream.end(() => done()))
  }

  #rotate(): void {
    this.#stream.end()
    rmSync(this.#numbered(KEPT), { force: true })
    for (let n = KEPT - 1; n >= 0; n -= 1) {
      if (statSync(this.#numbered(n), { throwIfNoEntry: false })) renameSync(this.#numbered(n), this.#numbered(n + 1))
    }
    this.#stream = this.#open()
    this.#size = 0
  }

  #numbered(n: number): string {
    return n === 0 ? this.path : this.path.replace(/(\.log)?$/, `.${n}.log`)
  }

  #open(): WriteStream {
    const stream = createWriteStream(this.path, { flags: 'a', mode: 0o600 })
    // A full disk must not end the meeting: the log is what can be missed.
    stream.on('error', () => undefined)
    return stream
  }
}
