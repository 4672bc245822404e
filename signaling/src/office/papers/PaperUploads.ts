import type { IncomingMessage, ServerResponse } from 'node:http'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, type ErrorBody, MeetingError } from '@diem-cau/signaling-contract'
import { MAX_PAPER_BYTES } from '@diem-cau/signaling-contract/office'
import { FileStore } from '@tus/file-store'
import { Server, type Upload } from '@tus/server'
import type { Logger } from 'pino'
import { toErrorBody } from '../../errors/toErrorBody.ts'
import { type Promised, PromisedUploads } from './PromisedUploads.ts'
import { newUploadId } from './uploadId.ts'
import { UploadTarget } from './UploadTarget.ts'

/** The upload's metadata name its account by this, beside what the client tells. */
const OWNER = 'accountId'
/** An upload that is not finished by then is thrown away, in milliseconds. */
const ABANDONED_MS = 24 * 3_600_000
/** The server looks this often for such uploads, in milliseconds. */
const CLEAN_MS = 3_600_000

export type Uploader = { readonly account: Account; readonly ip: string }

export type PaperUploadsOptions = {
  /** `<data>/papers` */
  readonly folder: string
  /** Uploads that begin here are named for it. */
  readonly processId: string
  /** Path as browsers see it. */
  readonly path: string
  readonly logger: Logger
  readonly statusOf: (error: ErrorBody) => number
  /** @throws MeetingError when the uploader may not add this paper */
  readonly check: (uploader: Uploader, target: UploadTarget) => Promise<void>
  /** All of it is here. @throws MeetingError when it is not taken */
  readonly finish: (
    uploader: Uploader,
    target: UploadTarget,
    file: { uploadId: string; path: string; bytes: number },
  ) => Promise<void>
  /** Each time that abandoned uploads were thrown away: once an hour, and at the start. It never fails. */
  readonly cleaned: () => Promise<void>
}

/** Papers on their way up, in pieces that can be resumed (tus 1.0, https://tus.io/protocols/resumable-upload). */
export class PaperUploads {
  readonly #options: PaperUploadsOptions
  readonly #uploaders = new WeakMap<object, Uploader>()
  readonly #server: Server
  readonly #store: FileStore
  readonly #promised: PromisedUploads
  readonly #timer: NodeJS.Timeout

  private constructor(options: PaperUploadsOptions, directory: string) {
    this.#options = options
    this.#store = new FileStore({ directory, expirationPeriodInMilliseconds: ABANDONED_MS })
    this.#promised = new PromisedUploads({
      folder: directory,
      list: () => this.#unfinished(),
      remove: (id) => this.#drop(id),
    })
    this.#server = new Server({
      path: options.path,
      datastore: this.#store,
      maxSize: MAX_PAPER_BYTES,
      relativeLocation: true,
      namingFunction: () => newUploadId(options.processId),
      // Our own pages only: they need no CORS.
      allowedOrigins: () => false,
      disableTerminationForFinishedUploads: true,
      onIncomingRequest: (request, uploadId) => this.#admit(request.runtime?.node?.req, request.method, uploadId),
      onUploadCreate: (request, upload) => this.#create(request.runtime?.node?.req, upload),
      onUploadFinish: (request, upload) => this.#finish(request.runtime?.node?.req, upload),
      onResponseError: (_request, error) => this.#explain(error),
    })
    this.#timer = setInterval(() => void this.clean(), CLEAN_MS).unref()
  }

  static async open(options: PaperUploadsOptions): Promise<PaperUploads> {
    const directory = join(options.folder, 'uploads')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const uploads = new PaperUploads(options, directory)
    await uploads.clean()
    return uploads
  }

  /** One request of a client that is signed in. */
  async handle(request: IncomingMessage, response: ServerResponse, uploader: Uploader): Promise<void> {
    this.#uploaders.set(request, uploader)
    await this.#server.handle(request, response)
  }

  /** Throws away what nobody went on with. */
  async clean(): Promise<void> {
    try {
      const removed = await this.#server.cleanUpExpiredUploads()
      if (removed > 0) this.#options.logger.info({ removed }, 'abandoned uploads removed')
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'abandoned uploads not removed')
    }
    await this.#options.cleaned()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #uploaderOf(request: object | undefined): Uploader {
    const uploader = request && this.#uploaders.get(request)
    if (!uploader) throw this.#refusal(new MeetingError('unauthenticated'))
    return uploader
  }

  /** An upload is its owner's alone, whoever guesses its name. */
  async #admit(request: object | undefined, method: string, uploadId: string): Promise<void> {
    const { account } = this.#uploaderOf(request)
    if (method === 'POST' || method === 'OPTIONS') return
    const upload = await this.#store.getUpload(uploadId).catch(() => null)
    if (upload?.metadata?.[OWNER] !== account.accountId) throw this.#refusal(new MeetingError('notFound'))
  }

  async #create(request: object | undefined, { id, metadata, size }: Upload) {
    const uploader = this.#uploaderOf(request)
    const target = this.#targetOf(metadata)
    if (size === undefined || size === 0)
      throw this.#refusal(
        new MeetingError('badRequest', 'the length must be known', { issues: ['Upload-Length: more than 0'] }),
      )
    await this.#options.check(uploader, target).catch((error: unknown) => {
      throw this.#refusal(error)
    })
    await this.#promised.begin({ id, owner: uploader.account.accountId, bytes: size }).catch((error: unknown) => {
      throw this.#refusal(error)
    })
    return { metadata: { ...metadata, [OWNER]: uploader.account.accountId } }
  }

  async #finish(request: object | undefined, upload: Upload) {
    const uploader = this.#uploaderOf(request)
    const target = this.#targetOf(upload.metadata)
    try {
      await this.#options.finish(uploader, target, {
        uploadId: upload.id,
        path: join(this.#store.directory, upload.id),
        bytes: upload.size ?? 0,
      })
      return {}
    } catch (error) {
      throw this.#refusal(error)
    } finally {
      // Its file was taken over, or is refused for good.
      await this.#drop(upload.id)
    }
  }

  async #drop(id: string): Promise<void> {
    await this.#store.remove(id).catch(() => undefined)
    await this.#store.configstore.delete(id).catch(() => undefined)
  }

  async #unfinished(): Promise<Promised[]> {
    const { configstore } = this.#store
    const ids = (await configstore.list?.()) ?? []
    const uploads = await Promise.all(ids.map(async (id) => [id, await configstore.get(id)] as const))
    return uploads.flatMap(([id, upload]) =>
      upload?.size === undefined ? [] : [{ id, owner: upload.metadata?.[OWNER] ?? '', bytes: upload.size }],
    )
  }

  #targetOf(metadata: Upload['metadata']): UploadTarget {
    const target = UploadTarget.safeParse(metadata ?? {})
    if (target.success) return target.data
    const issues = target.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw this.#refusal(new MeetingError('badRequest', 'Upload-Metadata does not fit', { issues }))
  }

  /** Writes a refusal in the form that tus takes. */
  #refusal(error: unknown): { status_code: number; body: string } {
    const { body, unexpected } = toErrorBody(error)
    if (unexpected) this.#options.logger.error({ err: error }, 'paper not taken')
    return { status_code: this.#options.statusOf(body), body: JSON.stringify(body) }
  }

  #explain(error: Error | { status_code: number; body: string }) {
    if (!('status_code' in error)) return this.#refusal(error)
    if (error.body.startsWith('{')) return error
    const code =
      error.status_code === 413
        ? 'tooLarge'
        : error.status_code === 404 || error.status_code === 410
          ? 'notFound'
          : 'badRequest'
    return { status_code: error.status_code, body: JSON.stringify(new MeetingError(code, error.body.trim()).toBody()) }
  }
}
