import { createReadStream } from 'node:fs'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { S3Error } from './S3Error.ts'
import type { S3Settings } from './S3Settings.ts'

/** SHA-256 of nothing: the payload of a request without one. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** A request is given up when nothing moves for so long, in milliseconds. */
const IDLE_MS = 30_000
/** Pauses before the second and the third try, in milliseconds: a bucket answers 503 when it has much to do. */
const RETRY_MS = [200, 1000]
const RETRIED: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])
/** An error's text is not read beyond this many characters. */
const MAX_ERROR = 10_000

type Body = { readonly open: () => Readable; readonly bytes: number; readonly sha256: string }

/**
 * A bucket of S3 or what speaks like it, signed with Signature Version 4, everything as streams.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export class S3Bucket {
  readonly #settings: S3Settings
  readonly #idleMs: number
  /** Keys of the day, which the signer derives. */
  readonly #cache = new Map<string, ArrayBuffer>()

  constructor(settings: S3Settings, idleMs = IDLE_MS) {
    this.#settings = settings
    this.#idleMs = idleMs
  }

  /** The bucket's address, shown to people. */
  get url(): string {
    return this.#settings.url
  }

  /** Bytes of an object, null = there is none. @throws S3Error */
  async size(key: string): Promise<number | null> {
    const response = await this.#ask('HEAD', key)
    response.resume()
    if (response.statusCode === 404) return null
    if (response.statusCode !== 200) throw new S3Error(response.statusCode ?? null, null)
    return Number(response.headers['content-length'])
  }

  /** Stores an object; the bucket checks that it got what was meant. @throws S3Error */
  async put(key: string, body: Body): Promise<void> {
    const response = await this.#ask(
      'PUT',
      key,
      {
        'content-type': 'application/octet-stream',
        'x-amz-checksum-sha256': Buffer.from(body.sha256, 'hex').toString('base64'),
      },
      body,
    )
    if (response.statusCode !== 200) throw await errorOf(response)
    // An error can still come in the body of a 200.
    const text = await textOf(response)
    if (text.includes('<Error>')) throw new S3Error(200, codeIn(text))
  }

  /** The same of a file. @throws S3Error */
  async putFile(key: string, { path, ...sum }: { path: string; bytes: number; sha256: string }): Promise<void> {
    await this.put(key, { ...sum, open: () => createReadStream(path) })
  }

  /** Bytes `start` to `end` of an object, both included, or all; null = there is none. @throws S3Error also when it has fewer */
  async get(key: string, range: { start: number; end: number } | 'whole'): Promise<Readable | null> {
    const response = await this.#ask(
      'GET',
      key,
      range === 'whole' ? {} : { range: `bytes=${range.start}-${range.end}` },
    )
    const { statusCode, headers } = response
    if (
      range === 'whole'
        ? statusCode === 200
        : statusCode === 206 && headers['content-range']?.startsWith(`bytes ${range.start}-${range.end}/`)
    )
      return response
    const error = await errorOf(response)
    // A missing bucket does not mean that the paper is missing.
    if (error.status === 404 && error.code !== 'NoSuchBucket') return null
    throw error
  }

  /** Succeeds whether or not there was one. @throws S3Error */
  async remove(key: string): Promise<void> {
    const response = await this.#ask('DELETE', key)
    const { statusCode } = response
    if (statusCode !== 204 && statusCode !== 200) {
      const error = await errorOf(response)
      // A missing bucket does not mean that the paper is gone.
      if (error.status !== 404 || error.code === 'NoSuchBucket') throw error
    }
    response.resume()
  }

  /** Tries again what may pass; each of our requests can be repeated. */
  async #ask(method: string, key: string, headers: Record<string, string> = {}, body?: Body): Promise<IncomingMessage> {
    for (const delay of [...RETRY_MS, null]) {
      try {
        const response = await this.#send(method, key, headers, body)
        if (delay === null || !RETRIED.has(response.statusCode ?? 0)) return response
        response.resume()
      } catch (error) {
        const failure = error instanceof S3Error ? error : new S3Error(null, systemCode(error), error)
        if (delay === null || failure.code === 'ETIMEDOUT') throw failure
      }
      await wait(delay)
    }
    throw new S3Error(null, null)
  }

  async #send(method: string, key: string, headers: Record<string, string>, body?: Body): Promise<IncomingMessage> {
    const { url: bucket, region, keyId, secret } = this.#settings
    const url = new URL(`${bucket}/${key}`)
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      service: 's3',
      region,
      accessKeyId: keyId,
      secretAccessKey: secret,
      cache: this.#cache,
      headers: { ...headers, 'x-amz-content-sha256': body?.sha256 ?? EMPTY },
    }).sign()
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method,
        headers: { ...Object.fromEntries(signed.headers), ...(body && { 'content-length': body.bytes }) },
      })
      let response: IncomingMessage | null = null
      // Each of Node's timeouts comes once.
      const whenIdle = () => {
        const { socket } = request
        // Data that is here and not fetched means that its reader is slow, not the bucket.
        if (response === null || response.readableLength === 0 || socket === null)
          request.destroy(new S3Error(null, 'ETIMEDOUT'))
        else socket.once('timeout', whenIdle).setTimeout(this.#idleMs)
      }
      request.setTimeout(this.#idleMs, whenIdle)
      request.on('response', (answer) => {
        response = answer
        resolve(answer)
      })
      request.on('error', reject)
      if (body) pipeline(body.open(), request).catch(reject)
      else request.end()
    })
  }
}

async function errorOf(response: IncomingMessage): Promise<S3Error> {
  return new S3Error(response.statusCode ?? null, codeIn(await textOf(response)))
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk as string
      if (text.length > MAX_ERROR) break
    }
  } catch (error) {
    throw new S3Error(null, systemCode(error), error)
  }
  return text
}

function codeIn(xml: string): string | null {
  return /<Code>(\w{1,60})<\/Code>/.exec(xml)?.[1] ?? null
}

function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
