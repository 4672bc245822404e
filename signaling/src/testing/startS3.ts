import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { S3Settings } from '../office/papers/S3Settings.ts'
import { foreignS3 } from './foreignS3.ts'
import type { StoreOfS3 } from './StoreOfS3.ts'
import { strictS3 } from './strictS3.ts'

export type TestS3 = Pick<StoreOfS3, 'checksRegion' | 'get' | 'set' | 'delete'> & {
  readonly settings: S3Settings
  /** Requests so far, e.g. `PUT papers/…`. */
  readonly requests: string[]
  /** Takes the next requests in place of the store; null = nothing does. The server has read some of a body by then. */
  trouble: ((request: IncomingMessage, response: ServerResponse) => boolean) | null
  /** Nobody listens any more, lines are cut. */
  stop(): Promise<void>
  /** Starts it on the same port, with the same objects. */
  start(): Promise<void>
}

/** One bucket behind a door that can be shut: of our own strict server, or of the one that DIEM_CAU_TEST_S3_URL names. */
export async function startS3(): Promise<TestS3> {
  const store = process.env['DIEM_CAU_TEST_S3_URL'] ? await foreignS3() : strictS3()
  const requests: string[] = []
  let server: Server | null = null
  const listen = async (port: number): Promise<number> => {
    const next = createServer((request, response) => {
      requests.push(`${request.method} ${request.url?.slice(store.bucket.length + 2)}`)
      if (!s3.trouble?.(request, response)) store.answer(request, response).catch(() => response.destroy())
    })
    server = next
    next.listen(port, '127.0.0.1')
    await once(next, 'listening')
    return (next.address() as AddressInfo).port
  }
  const stop = async () => {
    const closing = server
    server = null
    if (!closing) return
    closing.close()
    closing.closeAllConnections()
    await once(closing, 'close')
  }
  const port = await listen(0)
  onTestFinished(stop)
  const s3: TestS3 = {
    settings: { url: `http://127.0.0.1:${port}/${store.bucket}`, ...store.key },
    checksRegion: store.checksRegion,
    get: store.get,
    set: store.set,
    delete: store.delete,
    requests,
    trouble: null,
    stop,
    start: async () => void (await listen(port)),
  }
  return s3
}
