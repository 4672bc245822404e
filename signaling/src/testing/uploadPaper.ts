import { ErrorBody } from '@diem-cau/signaling-contract'
import { DetailedError, Upload } from 'tus-js-client'
import type { OfficeOn } from './officeOn.ts'
import { meetingId } from './people.ts'

export type PaperUpload = {
  readonly content: Buffer
  readonly name: string
  readonly meta?: Record<string, string>
  readonly who?: string
  readonly chunkSize?: number
}

/** Sends a paper as the web client does; resolves when it was taken, rejects with the refusal. */
export async function uploadPaper(
  office: OfficeOn,
  { content, name, meta = {}, who = 'chair', chunkSize = 1024 * 1024 }: PaperUpload,
): Promise<string> {
  const token = await office.tokenOf(who)
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(content, {
      endpoint: `${office.url}/api/papers/upload`,
      chunkSize,
      retryDelays: [],
      metadata: { meetingId, filename: name, ...meta },
      headers: { authorization: `Bearer ${token}` },
      onSuccess: () => resolve(upload.url ?? ''),
      onError: (error) =>
        reject(
          error instanceof DetailedError && error.originalResponse
            ? ErrorBody.parse(JSON.parse(error.originalResponse.getBody()))
            : error,
        ),
    })
    upload.start()
  })
}
