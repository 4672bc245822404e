import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { checkS3Signature } from './checkS3Signature.ts'
import type { StoreOfS3 } from './StoreOfS3.ts'

const BUCKET = 'giay-to'

/**
 * A server as strict as S3 in what papers need of it: every request signed, the payload's own hash signed and right, its checksum right,
 * its length told before. No server that npm offers checks Signature Version 4.
 */
export function strictS3(): StoreOfS3 {
  const key = { keyId: 'AKIDIEMCAU', secret: 'bí mật/của+kho=', region: 'vn-south-1' }
  const objects = new Map<string, Buffer>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
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
      case 'DELETE':
        objects.delete(name)
        response.writeHead(204).end()
        return
      default:
        return refuse(request, response, 405, 'MethodNotAllowed')
    }
  }

  async function put(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const { headers } = request
    if (headers['content-length'] === undefined) return refuse(request, response, 411, 'MissingContentLength')
    const content = await buffer(request)
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
    response
      .writeHead(206, { 'content-length': end - start + 1, 'content-range': `bytes ${start}-${end}/${content.length}` })
      .end(content.subarray(start, end + 1))
  }

  return {
    bucket: BUCKET,
    key,
    checksRegion: true,
    answer,
    get: async (name) => objects.get(name) ?? null,
    set: async (name, content) => void objects.set(name, content),
    delete: async (name) => void objects.delete(name),
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  request.resume()
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) }).end(body)
}
