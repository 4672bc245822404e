import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { S3Settings } from '../office/papers/S3Settings.ts'
import { checkS3Signature } from './checkS3Signature.ts'

const BUCKET = 'giay-to'

export type TestS3 = {
  readonly settings: S3Settings
  /** By their keys. */
  readonly objects: Map<string, Buffer>
  /** What was asked, e.g. `PUT papers/…`. */
  readonly requests: string[]
  /** What becomes of the next requests; null = what should. The server has read some of a body by then. */
  trouble: ((request: IncomingMessage, response: ServerResponse) => boolean) | null
  /** Nobody listens any more, lines are cut. */
  stop(): Promise<void>
  /** On the same port, with the same objects. */
  start(): Promise<void>
}

/**
 * One bucket, as strict as S3 in what papers need of it: every request signed, the payload's own hash signed and right, its
 * checksum right, its length told before. No server that npm offers checks Signature Version 4.
 */
export async function startS3(): Promise<TestS3> {
  const key = { keyId: 'AKIDIEMCAU', secret: 'bí mật/của+kho=', region: 'vn-south-1' }
  const objects = new Map<string, Buffer>()
  const requests: string[] = []
  let server: Server | null = null
  const listen = async (port: number): Promise<number> => {
    const next = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
    server = next
    next.listen(port, '127.0.0.1')
    await once(next, 'listening')
    return (next.address() as AddressInfo).port
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    requests.push(`${method} ${path.slice(BUCKET.length + 2)}`)
    if (s3.trouble?.(request, response)) return
    const refusal = checkS3Signature({ method, path, headers }, key, Date.now())
    if (refusal) return refuse(request, response, 403, refusal)
    const [, bucket = '', name = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (bucket !== BUCKET) return refuse(request, response, 404, 'NoSuchBucket')
    switch (method) {
      case 'PUT':
        return put(request, response, name)
      case 'HEAD':
      case 'GET':
        return get(request, response, objects.get(name))
      default:
        return refuse(request, response, 405, 'MethodNotAllowed')
    }
  }

  async function put(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const { headers } = request
    if (headers['content-length'] === undefined) return refuse(request, response, 411, 'MissingContentLength')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const content = Buffer.concat(chunks)
    const sum = createHash('sha256').update(content)
    const hex = sum.copy().digest('hex')
    if (headers['x-amz-content-sha256'] !== hex) return refuse(request, response, 400, 'XAmzContentSHA256Mismatch')
    if (headers['x-amz-checksum-sha256'] !== sum.digest('base64')) return refuse(request, response, 400, 'BadDigest')
    objects.set(name, content)
    response.writeHead(200, { etag: `"${hex}"` }).end()
  }

  function get(request: IncomingMessage, response: ServerResponse, content: Buffer | undefined): void {
    if (!content) return refuse(request, response, 404, 'NoSuchKey')
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (first === undefined || last === undefined) {
      response.writeHead(200, { 'content-length': content.length }).end(content)
      return
    }
    const start = Number(first)
    const end = Math.min(Number(last), content.length - 1)
    if (start > end) return refuse(request, response, 416, 'InvalidRange')
    response.writeHead(206, { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${content.length}` }).end(content.subarray(start, end + 1))
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
    settings: { url: `http://127.0.0.1:${port}/${BUCKET}`, region: key.region, keyId: key.keyId, secret: key.secret },
    objects, requests, trouble: null, stop,
    start: async () => void (await listen(port)),
  }
  return s3
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  request.resume()
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) }).end(body)
}
