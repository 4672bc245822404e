import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http'
import { request as requestHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { AwsV4Signer } from 'aws4fetch'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { StoreOfS3 } from './StoreOfS3.ts'

/** Settings of a server whose key may make and remove buckets; path style. */
const ForeignSettings = z.object({
  DIEM_CAU_TEST_S3_URL: z.url({ protocol: /^https?$/ }),
  /** A server without this setting takes any region. */
  DIEM_CAU_TEST_S3_REGION: z.string().min(1).optional(),
  DIEM_CAU_TEST_S3_KEY_ID: z.string().min(1),
  DIEM_CAU_TEST_S3_SECRET: z.string().min(1),
})

/**
 * A bucket on a server that others wrote, made for one test and removed after it. Requests go on to it byte for byte, with the
 * host they were signed for.
 */
export async function foreignS3(): Promise<StoreOfS3> {
  const settings = ForeignSettings.parse(process.env)
  const server = new URL(settings.DIEM_CAU_TEST_S3_URL)
  const key = {
    region: settings.DIEM_CAU_TEST_S3_REGION ?? 'us-east-1',
    keyId: settings.DIEM_CAU_TEST_S3_KEY_ID,
    secret: settings.DIEM_CAU_TEST_S3_SECRET,
  }
  const bucket = `diem-cau-${randomUUID()}`
  const stored = new Set<string>()

  async function ask(method: string, name: string, body?: Buffer): Promise<Response> {
    const url = new URL(`/${bucket}${name}`, server)
    const { headers } = await new AwsV4Signer({
      method,
      url: url.href,
      service: 's3',
      region: key.region,
      accessKeyId: key.keyId,
      secretAccessKey: key.secret,
      ...(body && { body: new Uint8Array(body) }),
    }).sign()
    return fetch(url, { method, headers, ...(body && { body: new Uint8Array(body) }) })
  }
  async function done(method: string, name: string, body?: Buffer): Promise<Response> {
    const response = await ask(method, name, body)
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`)
    return response
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    if (method === 'PUT') stored.add(path.slice(bucket.length + 1))
    const onward = (server.protocol === 'https:' ? requestHttps : requestHttp)({
      hostname: server.hostname,
      port: server.port,
      method,
      path,
      headers,
    })
    response.on('close', () => onward.destroy())
    // A body that is refused before it was read fails to be sent; the answer counts.
    onward.on('error', () => undefined)
    pipeline(request, onward).catch(() => undefined)
    const [answered] = (await once(onward, 'response')) as [IncomingMessage]
    response.writeHead(answered.statusCode ?? 502, answered.rawHeaders)
    await pipeline(answered, response)
  }

  await done('PUT', '')
  onTestFinished(async () => {
    for (const name of stored) await ask('DELETE', name)
    await done('DELETE', '')
  })
  return {
    bucket,
    key,
    answer,
    checksRegion: settings.DIEM_CAU_TEST_S3_REGION !== undefined,
    get: async (name) => {
      const response = await ask('GET', `/${name}`)
      return response.status === 404 ? null : Buffer.from(await response.arrayBuffer())
    },
    set: async (name, content) => {
      stored.add(`/${name}`)
      await done('PUT', `/${name}`, content)
    },
    delete: async (name) => void (await done('DELETE', `/${name}`)),
  }
}
