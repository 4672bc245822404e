import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ErrorBody, MeetingDetail, MeetingList, SignedIn } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { accountOf, meetingId } from '../../testing/people.ts'
import { PASSWORD } from '../../testing/password.ts'
import { type Office, startOffice } from '../../testing/startOffice.ts'
import { temporaryFolder } from '../../testing/temporaryStore.ts'

function post(office: Office, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const json =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  return fetch(`${office.url}/api${path}`, { method: 'POST', headers, ...json })
}

const signIn = (office: Office, login = 'chair', password = PASSWORD) => post(office, '/sign-in', { login, password })
const cookieOf = (response: Response) =>
  /diem_cau_refresh=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
const errorOf = async (response: Response) => ErrorBody.parse(await response.json())

test('the right password gives a token, and a cookie that scripts and other sites never see', async () => {
  const office = await startOffice()
  const response = await signIn(office)
  expect(response.status).toBe(200)
  const { token, account } = SignedIn.parse(await response.json())
  expect(account.accountId).toBe(accountOf('chair'))
  const cookie = response.headers.get('set-cookie') ?? ''
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/api']) expect(cookie).toContain(part)
  const me = await fetch(`${office.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(await me.json()).toMatchObject({ ...account, grants: [], actions: [] })
})

test('a wrong password and an unknown login get the same answer', async () => {
  const office = await startOffice()
  const [wrong, unknown] = await Promise.all([signIn(office, 'chair', 'wrong'), signIn(office, 'nobody', 'wrong')])
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  expect(await errorOf(wrong)).toEqual(await errorOf(unknown))
})

test('too many wrong tries have to wait, also when they come at once', async () => {
  const office = await startOffice()
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(office, 'chair', 'wrong')))
  const limited = answers.filter((answer) => answer.status === 429)
  expect(limited).toHaveLength(7)
  const last = await signIn(office)
  expect(last.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await errorOf(last)).toMatchObject({ code: 'tooManyTries', retryAfterSec: expect.any(Number) })
  expect((await signIn(office, 'ward')).status, 'others go on').toBe(200)
})

test('the refresh cookie is exchanged once; its second use later ends the sign-in', async () => {
  let now = Date.now()
  const office = await startOffice({ clock: () => now })
  const first = cookieOf(await signIn(office))
  const second = await post(office, '/token', undefined, { cookie: first })
  expect(SignedIn.parse(await second.json()).account.login).toBe('chair')
  now += 60_000
  expect(await errorOf(await post(office, '/token', undefined, { cookie: first }))).toMatchObject({
    code: 'unauthenticated',
  })
  expect((await post(office, '/token', undefined, { cookie: cookieOf(second) })).status).toBe(401)
})

test('after signing out the cookie is worth nothing', async () => {
  const office = await startOffice()
  const cookie = cookieOf(await signIn(office))
  expect((await post(office, '/sign-out', undefined, { cookie })).status).toBe(204)
  expect((await post(office, '/token', undefined, { cookie })).status).toBe(401)
})

test('1.7 an account that was disabled can neither sign in nor refresh nor use its token', async () => {
  const office = await startOffice()
  const cookie = cookieOf(await signIn(office))
  await office.accounts.disable(accountOf('chair'), Date.now())
  expect((await signIn(office)).status).toBe(401)
  expect((await post(office, '/token', undefined, { cookie })).status).toBe(401)
  const me = await fetch(`${office.url}/api/me`, {
    headers: { authorization: `Bearer ${await office.tokenOf('chair')}` },
  })
  expect((await errorOf(me)).code).toBe('unauthenticated')
})

test('an expired token says so', async () => {
  let now = Date.now()
  const office = await startOffice({ clock: () => now })
  const token = await office.tokenOf('chair')
  now += 15 * 60_000 + 1000
  const me = await fetch(`${office.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
  expect((await errorOf(me)).code).toBe('tokenExpired')
})

test('my meetings and one of them fit the contract; of others one learns nothing', async () => {
  const office = await startOffice()
  const as = async (name: string, path: string) =>
    fetch(`${office.url}/api${path}`, { headers: { authorization: `Bearer ${await office.tokenOf(name)}` } })
  const { meetings } = MeetingList.parse(await (await as('ward', '/meetings')).json())
  expect(meetings).toMatchObject([
    { meetingId, phase: 'open', seat: 'delegate', chairName: 'chair', invitedUnits: 1, connected: 0 },
  ])
  expect(MeetingDetail.parse(await (await as('ward', `/meetings/${meetingId}`)).json()).invited).toHaveLength(1)
  expect(MeetingList.parse(await (await as('colleague', '/meetings')).json()).meetings).toEqual([])
  expect((await as('colleague', `/meetings/${meetingId}`)).status).toBe(403)
  expect((await as('colleague', '/meetings/m.none')).status).toBe(404)
})

test('malformed, oversized and unknown requests get a typed error', async () => {
  const office = await startOffice()
  const cases: [Promise<Response>, status: number, code: string][] = [
    [post(office, '/sign-in', { login: 7 }), 400, 'badRequest'],
    [
      fetch(`${office.url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{',
      }),
      400,
      'badRequest',
    ],
    [fetch(`${office.url}/api/sign-in`, { method: 'POST', body: 'login=chair' }), 400, 'badRequest'],
    [
      fetch(`${office.url}/api/sign-in`, { method: 'POST', body: new URLSearchParams({ login: 'chair' }) }),
      400,
      'badRequest',
    ],
    [post(office, '/sign-in', { login: 'x'.repeat(100_000), password: '' }), 413, 'tooLarge'],
    [fetch(`${office.url}/api/nothing`), 404, 'notFound'],
    [
      fetch(`${office.url}/api/meetings/${encodeURIComponent('../x')}`, {
        headers: { authorization: `Bearer ${await office.tokenOf('chair')}` },
      }),
      400,
      'badRequest',
    ],
    [fetch(`${office.url}/api/me`), 401, 'unauthenticated'],
  ]
  for (const [response, status, code] of cases) {
    const answered = await response
    expect([answered.status, (await errorOf(answered)).code]).toEqual([status, code])
  }
})

test('a request that another site made the browser send is refused', async () => {
  const office = await startOffice()
  const response = await post(
    office,
    '/sign-in',
    { login: 'chair', password: PASSWORD },
    { 'sec-fetch-site': 'cross-site' },
  )
  expect((await errorOf(response)).code).toBe('forbidden')
})

test('the API describes itself: every request with what it is for, what it answers and how it is refused', async () => {
  const office = await startOffice()
  const document = (await (await fetch(`${office.url}/api/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, Record<string, { summary?: string; responses: object }>>
  }
  expect(document.openapi).toMatch(/^3\./)
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/me',
      '/api/meetings',
      '/api/meetings/{meetingId}',
      '/api/sign-in',
      '/api/sign-out',
      '/api/token',
    ]),
  )
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
  const poor = operations.filter(
    ({ summary, responses }) => !summary || !Object.keys(responses).some((status) => /^[45]/.test(status)),
  )
  expect(poor.map(({ path, method }) => `${method} ${path}`)).toEqual([])
})

test('every answer carries the policy that keeps other scripts out and lets the camera in', async () => {
  const office = await startOffice()
  const { headers } = await fetch(`${office.url}/api/me`)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'self';script-src 'self';/)
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('content-security-policy'), 'sockets of this office alone').toContain(
    `connect-src 'self' ws://${new URL(office.url).host};`,
  )
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('strict-transport-security'), 'nothing vouches for plain HTTP').toBeNull()
})

test('an address that cannot be read gets a typed error and the same protection', async () => {
  const office = await startOffice()
  for (const path of ['/%', '/api/%c3', `/api/meetings/${'x'.repeat(500)}`]) {
    const response = await fetch(`${office.url}${path}`)
    expect([path, response.headers.get('x-content-type-options'), response.headers.get('x-frame-options')]).toEqual([
      path,
      'nosniff',
      'DENY',
    ])
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(await errorOf(response)).toMatchObject({ category: 'input' })
  }
})

test('22.6 the health says whether the store and a media node are there, and to this machine which version; the metrics are for this machine or a token', async () => {
  const office = await startOffice()
  expect(await (await fetch(`${office.url}/healthz`)).json()).toEqual({
    status: 'ok',
    store: 'ok',
    media: 'unavailable',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    startedAt: expect.any(String),
  })
  const asOthers = await fetch(`${office.url}/healthz`, { headers: { 'x-forwarded-for': '10.0.0.1' } })
  expect(await asOthers.json()).not.toHaveProperty('version')
  const text = await (await fetch(`${office.url}/metrics`)).text()
  for (const name of ['diem_cau_meetings', 'diem_cau_sockets', 'nodejs_eventloop_lag_seconds'])
    expect(text).toContain(name)
  const guarded = await startOffice({ metricsToken: 'a token' })
  expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403)
  expect((await fetch(`${guarded.url}/metrics`, { headers: { authorization: 'Bearer a token' } })).status).toBe(200)
})

test('the web client is served: its pages without cache, hashed files for ever, compressed where they are', async () => {
  const webRoot = await temporaryFolder()
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<title>Điểm Cầu</title>')
  await writeFile(join(webRoot, 'assets/app-1a2b.js'), 'export {}')
  await writeFile(join(webRoot, 'assets/app-1a2b.js.gz'), gzipSync('export {}'))
  const office = await startOffice({ webRoot })
  const page = await fetch(`${office.url}/meetings/m.UKnXl8h6tipu`)
  expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
    200,
    'no-cache',
    '<title>Điểm Cầu</title>',
  ])
  const script = await fetch(`${office.url}/assets/app-1a2b.js`)
  expect(script.headers.get('content-encoding')).toBe('gzip')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect(await script.text()).toBe('export {}')
  for (const path of ['/assets/gone.js', '/logo.png', '/api/gone']) {
    expect([path, (await fetch(`${office.url}${path}`)).status]).toEqual([path, 404])
  }
  expect(
    await (await fetch(`${office.url}/..%2f..%2f..%2f..%2f..%2fetc/passwd`)).text(),
    'nothing above the folder',
  ).not.toContain('root:')
})
