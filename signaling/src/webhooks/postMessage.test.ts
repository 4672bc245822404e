import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { mayReachBy } from './mayReach.ts'
import { nextTry } from './nextTry.ts'
import { postMessage } from './postMessage.ts'
import { newSecret, signMessage } from './signMessage.ts'

const local = mayReachBy((address) => address === '127.0.0.1' || address === '::1')

async function listen(server: Server): Promise<string> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => open.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answering = (listener: RequestListener) => listen(createServer(listener))
const post = (url: string, within?: number) =>
  postMessage({ url, headers: {}, body: '{}', mayReach: local, ...(within === undefined ? {} : { within }) })

test.each([
  ['10.1.2.3', true, false],
  ['192.168.1.1', true, false],
  ['172.20.0.1', true, false],
  ['127.0.0.1', true, false],
  ['169.254.169.254', true, false],
  ['100.64.1.1', true, false],
  ['0.0.0.0', true, false],
  ['224.0.0.1', true, false],
  ['::1', true, false],
  ['::', true, false],
  ['::ffff:10.1.2.3', true, false],
  ['64:ff9b::a01:203', true, false],
  ['fe80::1', true, false],
  ['fd00::1', true, false],
  ['2002:a01:203::1', true, false],
  ['no address', true, false],
  ['113.160.1.1', true, true],
  ['2001:ee0:1::1', true, true],
  ['113.160.1.1', false, false],
])('17.10 without a setting %s (TLS: %s) may be reached: %s', (address, isSecure, expected) => {
  expect(mayReachBy(null)(address, isSecure)).toBe(expected)
})

test('17.10 what the setting names may be reached, also without TLS, and nothing beside it', () => {
  const may = mayReachBy((address) => address.startsWith('10.20.'))
  expect([may('10.20.0.1', false), may('::ffff:10.20.0.1', false), may('10.21.0.1', true)]).toEqual([true, true, false])
})

test('17.10 a name is checked where it leads: one of this machine leads nowhere', async () => {
  const url = await answering((_, response) => response.end('secret'))
  const { port } = new URL(url)
  const reached = await postMessage({
    url: `http://localhost:${port}/`,
    headers: {},
    body: '{}',
    mayReach: mayReachBy(null),
  })
  expect(reached).toMatchObject({ status: null, answer: '' })
  expect(reached.error).toContain('DIEM_CAU_WEBHOOK_NETWORKS')
  expect(await post(`http://localhost:${port}/`)).toMatchObject({ status: 200, answer: 'secret' })
})

test('17.10 the request is what was signed, as JSON', async () => {
  const got: { body: string; headers: NodeJS.Dict<string | string[]>; method: string | undefined }[] = []
  const url = await answering((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      got.push({ body, headers: request.headers, method: request.method })
      response.writeHead(204).end()
    })
  })
  const secret = newSecret()
  const body = JSON.stringify({ type: 'test', data: { name: 'Phường Thới An' } })
  const headers = signMessage('msg_1', 1_800_000_000_500, body, [secret])
  expect(await postMessage({ url, headers: { ...headers }, body, mayReach: local })).toEqual({
    status: 204,
    error: '',
    answer: '',
  })
  expect(got).toMatchObject([
    {
      method: 'POST',
      body,
      headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': '1800000000', 'content-type': 'application/json' },
    },
  ])
  // As a receiver checks it, by the specification.
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(`msg_1.1800000000.${body}`).digest('base64')
  expect(got[0]?.headers['webhook-signature']).toBe(`v1,${expected}`)
  expect(key).toHaveLength(32)
})

test('the signature is that of the specification’s own example', () => {
  const headers = signMessage('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, '{"test": 2432232314}', [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ])
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('no redirect is followed', async () => {
  let asked = 0
  const url = await answering((_, response) => {
    asked += 1
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await post(url)).toMatchObject({ status: 307 })
  expect(asked).toBe(1)
})

test('an answer of any size is cut off, whatever is in it', async () => {
  const url = await answering((_, response) => {
    response.writeHead(500)
    const chunk = Buffer.alloc(65_536, 'a')
    chunk.write('\u0000\u001b[31m\ud800 lỗi ')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  const { status, answer } = await post(url)
  expect(status).toBe(500)
  expect(answer.length).toBeLessThanOrEqual(1000)
  expect(answer).toContain('lỗi')
  // oxlint-disable-next-line no-control-regex -- That is what must not be there.
  expect(answer).not.toMatch(/[\u0000\u001b]/)
  expect(answer.isWellFormed()).toBe(true)
})

test('an answer that never ends is what it began with; none at all is an error', async () => {
  const dripping = await answering((_, response) => void response.writeHead(200).write('a'))
  expect(await post(dripping, 300)).toMatchObject({ status: 200, answer: 'a' })
  const silent = await answering(() => undefined)
  expect(await post(silent, 300)).toMatchObject({ status: null, error: 'no answer within 0.3 s' })
})

test('what is no HTTP, too many headers, a closed line, an unknown name: each is an error in words', async () => {
  const wrong = (answer: string) => listen(createTcp((socket) => void socket.on('error', () => undefined).end(answer)))
  const urls = [
    await wrong('SSH-2.0-OpenSSH_9.6\r\n'),
    await wrong(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    await wrong(''),
    'http://127.0.0.1:9/',
    'http://none.invalid/',
    'not a url',
  ]
  for (const url of urls) {
    const { status, error } = await post(url, 2000)
    expect([url, status, error.length > 3]).toEqual([url, null, true])
  }
})

test('17.9 it is tried for about three days, each time later', () => {
  const times = Array.from({ length: 9 }, (_, n) => nextTry(n + 1, 0, 0.5) ?? 0)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.reduce((a, b) => a + b) / 3_600_000).toBeGreaterThan(72)
  expect(nextTry(10, 0, 0.5)).toBeNull()
  expect(nextTry(1, 0, 0)).toBeLessThan(nextTry(1, 0, 1) ?? 0)
})
