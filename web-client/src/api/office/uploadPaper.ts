import { MAX_PAPER_BYTES, PaperType, type Scope } from '@diem-cau/signaling-contract/office'
import { DetailedError, Upload } from 'tus-js-client'
import { currentToken } from '../client/account.ts'
import { readFailure } from '../client/readFailure.ts'
import { RequestFailed } from '../client/RequestFailed.ts'

/** Size of a piece of an upload, in bytes: at 1 Mbit/s each takes half a minute at most. */
const CHUNK_BYTES = 4 * 1024 * 1024
/** The waits before each new try after a broken connection, in milliseconds; the last one repeats. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000]

export interface PaperTarget {
  /** The meeting; null: the paper waits at the server for a meeting that is not saved yet. */
  readonly meetingId: string | null
  readonly itemId: string | null
  /** The paper of which this is a new version. */
  readonly paperId?: string
  /** The reach in a series; this meeting alone unless told. */
  readonly scope?: Scope
}

export interface UploadEvents {
  readonly progress: (sentBytes: number) => void
  /** Called when the connection is broken and the upload will go on by itself, or when it goes on again. */
  readonly waiting: (waiting: boolean) => void
  /** Called with the id of the upload. */
  readonly done: (uploadId: string) => void
  readonly failed: (error: RequestFailed) => void
}

export type FileProblem = 'tooLarge' | 'badType' | 'empty'

/** Says what is wrong with a file before a byte of it is sent. The server looks at its content, whatever its name. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): FileProblem | null {
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  const known = PaperType.options.some((type) => type === ending) || ending === 'jpg'
  if (!known || !name.includes('.')) return 'badType'
  if (size === 0) return 'empty'
  return size > MAX_PAPER_BYTES ? 'tooLarge' : null
}

/** The types of files that a picker offers. */
export const paperEndings = [...PaperType.options, 'jpg'].map((type) => `.${type}`).join(',')

/**
 * Sends a paper in pieces (tus). The upload can be paused, and goes on after a broken connection or after the page was
 * closed.
 */
export function uploadPaper(
  file: File,
  target: PaperTarget,
  events: UploadEvents,
): { pause: () => void; resume: () => void; cancel: () => void } {
  const metadata: Record<string, string> = {
    filename: file.name,
    ...(target.meetingId === null ? { staged: 'true' } : { meetingId: target.meetingId }),
  }
  if (target.itemId !== null) metadata['itemId'] = target.itemId
  if (target.scope !== undefined) metadata['scope'] = target.scope
  if (target.paperId !== undefined) metadata['paperId'] = target.paperId
  const upload = new Upload(file, {
    endpoint: '/api/papers/upload',
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    metadata,
    removeFingerprintOnSuccess: true,
    // The fingerprint has the meeting and item, not the file alone: the same file may belong to two meetings.
    fingerprint: () =>
      Promise.resolve(
        [
          'diem-cau',
          target.meetingId,
          target.itemId,
          target.paperId,
          target.scope,
          file.name,
          file.size,
          file.lastModified,
        ].join('|'),
      ),
    onBeforeRequest: async (request) => {
      request.setHeader('authorization', `Bearer ${await currentToken()}`)
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0
      // The server that had the pieces is gone: the next try finds that out, and begins anew.
      const isGone = status === 404 && upload.url !== null
      const again =
        isGone || status === 0 || status === 401 || status === 409 || status === 423 || status === 429 || status >= 500
      if (again) events.waiting(true)
      return again
    },
    onProgress: (sent) => {
      events.waiting(false)
      events.progress(sent)
    },
    onSuccess: () => events.done(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => events.failed(failureOf(error)),
  })
  const start = async () => {
    const [before] = await upload.findPreviousUploads()
    if (before) upload.resumeFromPreviousUpload(before)
    upload.start()
  }
  const begin = () => {
    start().catch((error: unknown) => events.failed(failureOf(error)))
  }
  begin()
  return {
    pause: () => void upload.abort(),
    resume: () => upload.start(),
    cancel: () => {
      // The server throws away what it holds of the upload; without a connection it does so itself after a while.
      upload.abort(true).catch(() => undefined)
    },
  }
}

function failureOf(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error
  if (!(error instanceof DetailedError) || !error.originalResponse) return new RequestFailed('network')
  try {
    return readFailure(JSON.parse(error.originalResponse.getBody()))
  } catch {
    return new RequestFailed('internal')
  }
}
