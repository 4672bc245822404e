import type { IncomingMessage, ServerResponse } from 'node:http'
import type { S3Settings } from '../office/papers/S3Settings.ts'

/** Answers behind the door of `startS3`: one empty bucket, the test's own. */
export interface StoreOfS3 {
  readonly bucket: string
  readonly key: Pick<S3Settings, 'region' | 'keyId' | 'secret'>
  /** False for servers that do not mind which region a request was signed for. */
  readonly checksRegion: boolean
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Past the door and the log of requests; null = there is none. */
  readonly get: (name: string) => Promise<Buffer | null>
  readonly set: (name: string, content: Buffer) => Promise<void>
  readonly delete: (name: string) => Promise<void>
}
