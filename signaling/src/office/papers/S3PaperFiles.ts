import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { MeetingError } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { RemovablePaperFiles } from './RemovablePaperFiles.ts'
import type { S3Bucket } from './S3Bucket.ts'
import { S3Error } from './S3Error.ts'
import { tryBucket } from './tryBucket.ts'

export type S3PaperFilesOptions = {
  readonly bucket: S3Bucket
  /** Papers that came before there was a bucket, or with a backup. */
  readonly older: RemovablePaperFiles
  readonly logger: Logger
}

/** Keeps papers in a bucket, as `papers/<sha256>`. */
export class S3PaperFiles implements RemovablePaperFiles {
  readonly #options: S3PaperFilesOptions

  private constructor(options: S3PaperFilesOptions) {
    this.#options = options
  }

  /** @throws StartupError what is wrong with the bucket */
  static async open(options: S3PaperFilesOptions): Promise<S3PaperFiles> {
    await tryBucket(options.bucket)
    options.logger.info({ bucket: options.bucket.url }, 'papers are kept in a bucket')
    return new S3PaperFiles(options)
  }

  async take(path: string, sha256: string): Promise<void> {
    const { bucket } = this.#options
    const { size: bytes } = await stat(path)
    await this.#whenThere(sha256, async () => {
      if ((await bucket.size(keyOf(sha256))) !== bytes) await bucket.putFile(keyOf(sha256), { path, bytes, sha256 })
    })
    await rm(path)
  }

  async read(sha256: string, range: { start: number; end: number } | 'whole'): Promise<Readable> {
    const found = await this.#whenThere(sha256, () => this.#options.bucket.get(keyOf(sha256), range))
    return found ?? this.#options.older.read(sha256, range)
  }

  async remove(sha256: string): Promise<void> {
    await this.#whenThere(sha256, () => this.#options.bucket.remove(keyOf(sha256)))
    await this.#options.older.remove(sha256)
  }

  async #whenThere<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof S3Error)) throw error
      this.#options.logger.error(
        { err: error, bucket: this.#options.bucket.url, sha256 },
        'the bucket of the papers does not do what it should',
      )
      throw new MeetingError('storeUnavailable', 'papers cannot be stored or read at the moment')
    }
  }
}

function keyOf(sha256: string): string {
  return `papers/${sha256}`
}
