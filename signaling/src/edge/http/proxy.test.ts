import { request } from 'node:http'
import { expect, test } from 'vitest'
import { PASSWORD } from '../../testing/password.ts'
import { type Office, startOffice } from '../../testing/startOffice.ts'
import { reachableUrl } from './reachableUrl.ts'
import { readProxies } from './readProxies.ts'

/** Asks as a proxy on this machine does; fetch would not send another Host. */
function ask(
  office: Office,
  path: string,
  headers: Record<string, string> = {},
  body?: object,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request(
      `${office.url}${path}`,
      { method: body === undefined ? 'GET' : 'POST', headers: { ...json, ...headers } },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const isProxy = readProxies('127.0.0.1, ::1')
const signIn = (office: Office, ip: string, password = PASSWORD) =>
  ask(office, '/api/sign-in', { 'x-forwarded-for': ip, 'x-forwarded-proto': 'https' }, { login: 'chair', password })

test('proxies are addresses and networks; anything else is named', () => {
  const known = readProxies('127.0.0.1, 10.1.0.0/16,2001:db8::/64')
  expect(['127.0.0.1', '::ffff:127.0.0.1', '10.1.200.3', '2001:db8::7'].map((address) => known?.(address))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['127.0.0.2', '10.2.0.1', '2001:db8:0:1::7', 'nonsense'].map((address) => known?.(address))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(readProxies(' ')).toBeNull()
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/x', '0.0.0.0/0', '1.2.3.4/8/8'])
    expect(() => readProxies(wrong)).toThrow(wrong)
})

test('behind a trusted proxy people have addresses of their own: who guesses at one does not make another wait', async () => {
  const office = await startOffice({ isProxy })
  for (let n = 0; n < 5; n += 1) await signIn(office, '198.51.100.1', 'wrong')
  expect((await signIn(office, '198.51.100.1')).status).toBe(429)
  expect((await signIn(office, '198.51.100.2')).status).toBe(200)
  expect((await signIn(office, '203.0.113.9, 198.51.100.1')).status, 'what a client says of itself is not taken').toBe(
    429,
  )
  const recorded = await office.db.selectFrom('audit').select('ip').where('action', '=', 'signIn.succeeded').execute()
  expect(recorded).toEqual([{ ip: '198.51.100.2' }])
})

test('without a trusted proxy nobody chooses an address', async () => {
  const office = await startOffice()
  for (let n = 0; n < 5; n += 1) await signIn(office, `198.51.100.${n}`, 'wrong')
  expect((await signIn(office, '198.51.100.9')).status).toBe(429)
})

test('where people come by HTTPS, cookies never travel without it, whoever speaks it', async () => {
  const outside = await startOffice({ isProxy, publicUrl: 'https://hop.example.vn' })
  expect((await signIn(outside, '198.51.100.1')).headers['set-cookie']).toEqual([
    expect.stringContaining('Secure'),
    expect.stringContaining('Secure'),
  ])
  const plain = await startOffice()
  expect(String((await signIn(plain, '')).headers['set-cookie'])).not.toContain('Secure')
})

test('the metrics are for this machine alone: for nobody who comes through a proxy, trusted or not, without the token', async () => {
  const office = await startOffice()
  expect((await ask(office, '/metrics')).status).toBe(200)
  for (const headers of [
    { 'x-forwarded-for': '198.51.100.1' },
    { forwarded: 'for=198.51.100.1' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '198.51.100.1' },
    { host: 'hop.example.vn' },
  ]) {
    expect([headers, (await ask(office, '/metrics', headers)).status]).toEqual([headers, 403])
  }
  expect((await ask(await startOffice({ isProxy }), '/metrics')).status).toBe(403)
  expect((await ask(await startOffice({ publicUrl: 'https://hop.example.vn' }), '/metrics')).status).toBe(403)
  const guarded = await startOffice({ isProxy, metricsToken: 'a token' })
  expect((await ask(guarded, '/metrics', { authorization: 'Bearer a token' })).status).toBe(200)
})

test('an address of all addresses is reached by none: the first of this machine stands for it', () => {
  const interfaces = {
    lo: [{ address: '127.0.0.1', internal: true }],
    eth0: [
      { address: 'fe80::1', internal: false },
      { address: '2001:db8::5', internal: false },
      { address: '192.0.2.10', internal: false },
    ],
  }
  expect(reachableUrl('0.0.0.0', 8443, true, interfaces)).toEqual({ url: 'https://192.0.2.10:8443', isGuessed: true })
  expect(reachableUrl('::', 8443, true, { eth0: interfaces.eth0.slice(0, 2) })).toEqual({
    url: 'https://[2001:db8::5]:8443',
    isGuessed: true,
  })
  expect(reachableUrl('0.0.0.0', 80, false, {}).url).not.toContain('0.0.0.0')
  expect(reachableUrl('2001:db8::5', 8080, false)).toEqual({ url: 'http://[2001:db8::5]:8080', isGuessed: false })
})

test('what a server on all addresses writes into links can be reached', async () => {
  const office = await startOffice({ host: '0.0.0.0' })
  expect(office.url).not.toContain('0.0.0.0')
})
