import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MeetingError } from '@diem-cau/signaling-contract'
import { type SelfCheck, SelfFinding } from '@diem-cau/signaling-contract/operations'
import type { Logger } from 'pino'
import { z } from 'zod'

const run = promisify(execFile)

/** The program looks at everything at once, each for 8 s at most. Milliseconds. */
const MOST_MS = 60_000
const MOST_OUTPUT = 8 * 1024 * 1024
/** An archive is kept for so long, in milliseconds. */
const KEPT_MS = 10 * 60_000

/** The program ends with 1 when it found something wrong: what it printed counts. */
const Failed = z.object({ code: z.literal(1), stdout: z.string() })
const Report = z.object({ findings: z.array(SelfFinding) })

interface SelfChecksOptions {
  /** The program that looks (`npm run diagnose`), run by this Node; null: nobody named one. */
  readonly program: string | null
  readonly dataDir: string
  readonly clock: () => number
  readonly logger: Logger
}

/** Has the servers looked at by the program that `npm run diagnose` is, one look at a time, and keeps its archives for a while. */
export class SelfChecks {
  readonly #options: SelfChecksOptions
  readonly #kept = new Map<string, NodeJS.Timeout>()
  #running: Promise<SelfCheck> | null = null

  constructor(options: SelfChecksOptions) {
    this.#options = options
  }

  /** Whoever asks meanwhile gets the same. @throws MeetingError `notFound` without a program, `internal` when it fails */
  run(): Promise<SelfCheck> {
    this.#running ??= this.#run().finally(() => (this.#running = null))
    return this.#running
  }

  /** @throws MeetingError `notFound` once it is gone */
  async archive(checkId: string): Promise<Buffer> {
    if (!this.#kept.has(checkId)) throw new MeetingError('notFound', 'no such archive; it is kept for ten minutes')
    return readFile(this.#fileOf(checkId))
  }

  async close(): Promise<void> {
    for (const timer of this.#kept.values()) clearTimeout(timer)
    this.#kept.clear()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #run(): Promise<SelfCheck> {
    const { program, dataDir, clock, logger } = this.#options
    if (program === null) throw new MeetingError('notFound', 'this server was not told how to look (DIEM_CAU_DIAGNOSE)')
    const checkId = `k.${randomBytes(9).toString('base64url')}`
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const stdout = await run(process.execPath, [program, this.#fileOf(checkId), '--json', '--data', dataDir], {
      timeout: MOST_MS,
      maxBuffer: MOST_OUTPUT,
    }).then(
      (done) => done.stdout,
      (error: unknown) => {
        const failed = Failed.safeParse(error)
        if (failed.success) return failed.data.stdout
        logger.error({ err: error }, 'the servers could not be looked at')
        throw new MeetingError('internal', 'the servers could not be looked at; the log has the cause')
      },
    )
    this.#kept.set(checkId, setTimeout(() => void this.#forget(checkId), KEPT_MS).unref())
    return { checkId, at: clock(), findings: Report.parse(JSON.parse(stdout)).findings }
  }

  async #forget(checkId: string): Promise<void> {
    this.#kept.delete(checkId)
    await rm(this.#fileOf(checkId), { force: true })
  }

  get #folder(): string {
    return join(this.#options.dataDir, 'diagnosis')
  }

  #fileOf(checkId: string): string {
    return join(this.#folder, `${checkId}.tar.gz`)
  }
}
