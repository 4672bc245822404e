import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { MeetingError } from '@diem-cau/signaling-contract'
import { inParts } from '../../db/sql/inParts.ts'
import type { Sheet } from './Sheet.ts'

/** The thread gets sheets one after the other, each with its rows in parts, then what to make of them. */
export type TableOrder =
  | { readonly type: 'sheet'; readonly sheet: Omit<Sheet, 'rows'> }
  | { readonly type: 'rows'; readonly rows: Sheet['rows'] }
  | { readonly type: 'make'; readonly kind: 'xlsx' | 'csv' }

/** The thread answers this, once for each `make`. */
export type TableMade = { readonly file: Uint8Array } | { readonly problem: string }

/** Rows are copied to the thread: so many at a time take a few milliseconds. */
const ROWS_AT_ONCE = 1000
/** The longest table, fifty thousand rows of the audit log, takes about four seconds on an idle machine. In milliseconds. */
const LIMIT_MS = 120_000
/** Memory of the thread in MB: one that needs more ends alone. */
const MAX_MB = 1024

/**
 * Makes tables in a thread of its own, one after the other: a workbook of ten thousand rows is half a second of computing, and meetings
 * are running meanwhile. The thread is started with the first one.
 */
export class TableThread {
  readonly #limitMs: number
  #worker: Worker | null = null
  #waiting: { readonly resolve: (made: TableMade) => void; readonly reject: (error: MeetingError) => void } | null =
    null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs
  }

  /** @throws MeetingError `tooLarge` when it takes too long or too much memory, `internal` */
  make(kind: 'xlsx' | 'csv', sheets: readonly Sheet[]): Promise<Buffer> {
    const made = this.#turn.then(() => this.#make(kind, sheets))
    this.#turn = made.catch(() => undefined)
    return made
  }

  async #make(kind: 'xlsx' | 'csv', sheets: readonly Sheet[]): Promise<Buffer> {
    const worker = (this.#worker ??= this.#start())
    const timer = setTimeout(
      () => this.#fail(worker, new MeetingError('tooLarge', `a table took longer than ${this.#limitMs} ms`)),
      this.#limitMs,
    )
    try {
      const answer = new Promise<TableMade>((resolve, reject) => {
        this.#waiting = { resolve, reject }
      })
      const [made] = await Promise.all([answer, order(worker, kind, sheets)])
      if ('problem' in made) throw new MeetingError('internal', made.problem)
      return Buffer.from(made.file)
    } finally {
      clearTimeout(timer)
      this.#waiting = null
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./tableWorker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_MB },
    })
    // It does not keep the process alive, and ends with it.
    worker.unref()
    worker.on('message', (made: TableMade) => this.#waiting?.resolve(made))
    worker.on('error', (error) =>
      this.#fail(
        worker,
        isOutOfMemory(error)
          ? new MeetingError('tooLarge', 'a table needs too much memory')
          : new MeetingError('internal', String(error)),
      ),
    )
    worker.on('exit', () => this.#fail(worker, new MeetingError('internal', 'the thread that makes tables has ended')))
    return worker
  }

  /** Ends the thread; the next table has another. Nothing happens for one that was given up before. */
  #fail(worker: Worker, error: MeetingError): void {
    if (this.#worker !== worker) return
    this.#worker = null
    void worker.terminate()
    this.#waiting?.reject(error)
  }
}

async function order(worker: Worker, kind: 'xlsx' | 'csv', sheets: readonly Sheet[]): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const say = (message: TableOrder) => worker.postMessage(message)
  for (const { rows, ...sheet } of sheets) {
    say({ type: 'sheet', sheet })
    for (const part of inParts(rows, ROWS_AT_ONCE)) {
      say({ type: 'rows', rows: part })
      await setImmediate()
    }
  }
  say({ type: 'make', kind })
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
