import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { PaperType, RenditionStatus } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../../db/schema.ts'
import { ConversionFailed } from './ConversionFailed.ts'
import { convertToPdf } from './convertToPdf.ts'
import { hashFile } from './hashFile.ts'
import type { InTurn } from './KeptPaperFiles.ts'
import type { PaperFiles } from './PaperFiles.ts'
import { isConvertible, RenditionStore, type Waiting } from './RenditionStore.ts'
import { type Sandbox, sandboxOf } from './sandboxOf.ts'

/** A conversion that takes longer is ended, in milliseconds. A report of 100 pages takes some 10 s. */
const TIMEOUT_MS = 120_000
/** A conversion is tried again after this when files or database cannot be used, in milliseconds. */
const AGAIN_MS = 60_000

export type RenditionsOptions = {
  readonly db: Kysely<Schema>
  readonly files: PaperFiles
  readonly dataDir: string
  /** LibreOffice; null = it is not installed, and Office papers are for downloading only. */
  readonly soffice: string | null
  readonly clock: () => number
  readonly logger: Logger
  readonly timeoutMs?: number
  /** Lets one server at a time do work of that name; without it this is the only one. */
  readonly inTurn?: InTurn
}

/**
 * Makes PDFs of Office papers, one at a time, in the background. What a killed process was at is begun again at the next
 * start. Of several servers one at a time takes what waits next.
 */
export class Renditions {
  readonly store: RenditionStore
  readonly #options: RenditionsOptions
  readonly #ending = new AbortController()
  #sandbox: Sandbox | null = null
  #working: Promise<void> | null = null
  #wanted = false
  #again: NodeJS.Timeout | null = null

  constructor(options: RenditionsOptions) {
    this.#options = options
    this.store = new RenditionStore(options.db)
  }

  /** Begins with what waits. */
  async start(): Promise<void> {
    const { soffice, clock, logger } = this.#options
    await this.store.prepare(soffice !== null, clock())
    if (soffice === null) return logger.info('there is no LibreOffice: Office papers are for downloading only')
    this.#sandbox = await sandboxOf()
    if (this.#sandbox.kind === null)
      logger.warn({ soffice }, 'this machine allows no namespaces: LibreOffice runs with its limits only')
    else logger.info({ soffice }, 'Office papers are converted to PDF')
    this.wake()
  }

  /** Callers use this with a new version of a paper, in its transaction, and `wake` after it. */
  async expect(tx: Kysely<Schema>, paperId: string, version: number, type: PaperType): Promise<void> {
    const status: RenditionStatus = this.#options.soffice === null ? 'unavailable' : 'waiting'
    if (isConvertible(type)) await this.store.add(tx, paperId, version, status, this.#options.clock())
  }

  /** Something may be waiting. */
  wake(): void {
    if (this.#sandbox === null || this.#ending.signal.aborted) return
    this.#wanted = true
    this.#working ??= this.#work(this.#sandbox).finally(() => {
      this.#working = null
      if (this.#wanted) this.wake()
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#working) await this.#working
  }

  /** Leaves what is being converted to the next start. */
  async close(): Promise<void> {
    this.#ending.abort()
    if (this.#again) clearTimeout(this.#again)
    await this.#working
  }

  async #work(sandbox: Sandbox): Promise<void> {
    const { logger, inTurn = (_, work) => work() } = this.#options
    this.#wanted = false
    try {
      for (;;) {
        if (this.#ending.signal.aborted) return
        const isMore = await inTurn('renditions', async () => {
          const waiting = await this.store.next()
          if (waiting !== null) await this.#take(waiting, sandbox)
          return waiting !== null
        })
        if (!isMore) return
      }
    } catch (error) {
      if (this.#ending.signal.aborted) return
      logger.warn({ err: error }, 'papers cannot be converted at the moment; tried again in a minute')
      this.#again = setTimeout(() => this.wake(), AGAIN_MS).unref()
    }
  }

  /** @throws when the fault is not the paper's */
  async #take(waiting: Waiting, sandbox: Sandbox): Promise<void> {
    const { clock, logger } = this.#options
    const about = { paperId: waiting.paperId, version: waiting.version }
    if (!(await this.store.begin(waiting, clock())))
      return this.store.markFailed(waiting, 'crashed: begun too often', clock())
    const began = performance.now()
    try {
      const file = (await this.store.same(waiting.sha256)) ?? (await this.#convert(waiting, sandbox))
      await this.store.markReady(waiting, file, clock())
      logger.info({ ...about, ms: Math.round(performance.now() - began) }, 'paper converted')
    } catch (error) {
      if (error instanceof ConversionFailed) {
        logger.warn({ ...about, problem: error.problem, detail: error.message }, 'paper cannot be converted')
        return this.store.markFailed(waiting, error.message, clock())
      }
      await this.store.putBack(waiting)
      throw error
    }
  }

  async #convert({ type, sha256, bytes }: Waiting, sandbox: Sandbox): Promise<{ sha256: string; bytes: number }> {
    const { files, dataDir, soffice, timeoutMs = TIMEOUT_MS } = this.#options
    // The folder is outside the data, which are out of the program's sight.
    const staging = join(dataDir, 'papers', 'renditions')
    await mkdir(staging, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-paper-'))
    try {
      const input = join(folder, `paper.${type}`)
      await pipeline(
        await files.read(sha256, { start: 0, end: bytes - 1 }),
        createWriteStream(input, { mode: 0o600 }),
        { signal: this.#ending.signal },
      )
      const pdf = await convertToPdf({
        soffice: soffice ?? '',
        sandbox,
        folder,
        input,
        hidden: dataDir,
        timeoutMs,
        signal: this.#ending.signal,
      })
      const made = { sha256: await hashFile(pdf.path), bytes: pdf.bytes }
      const staged = join(staging, made.sha256)
      // The folder for temporary files may be another disk, from where nothing can be renamed into place.
      await copyFile(pdf.path, staged)
      await files.take(staged, made.sha256)
      return made
    } finally {
      await rm(folder, { recursive: true, force: true })
      await rm(staging, { recursive: true, force: true })
    }
  }
}
