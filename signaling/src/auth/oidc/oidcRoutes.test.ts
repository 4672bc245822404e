import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { SignedIn } from '@diem-cau/signaling-contract'
import { Me, OidcInfo, Person } from '@diem-cau/signaling-contract/office'
import Provider from 'oidc-provider'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { bodyOf, type City, refusalOf, startCity } from '../../testing/startCity.ts'
import type { OidcSettings } from './OidcSettings.ts'

const CLIENT = 'diem-cau'
const SECRET = 'bí-mật-của-máy-khách'.normalize('NFD').replaceAll(/[^a-z-]/g, '')

type Claimed = Readonly<Record<string, unknown>>

// It writes to the console that it is not meant for the open internet.
beforeEach(() => {
  for (const name of ['warn', 'info'] as const) vi.spyOn(console, name).mockImplementation(() => undefined)
})

/** A real OpenID provider with these people, and an office that trusts it. */
async function startWithProvider(people: Record<string, Claimed>, settings: Partial<OidcSettings> = {}) {
  let answer = (_request: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end()
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const city = await startCity({
    oidc: {
      issuer,
      clientId: CLIENT,
      clientSecret: SECRET,
      label: 'Đăng nhập chung',
      scopes: 'openid profile email office',
      claimUnit: 'don_vi',
      claimRoles: 'vai_tro',
      roleMap: { 'lanh-dao': 'chair', 'van-thu': 'secretary', 'quan-tri': 'itAdmin' },
      ...settings,
    },
  })
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [`${city.url}/api/oidc/callback`] }],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
      office: ['don_vi', 'vai_tro'],
    },
    scopes: ['openid', 'profile', 'email', 'office'],
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  })
  answer = provider.callback()
  return { city, issuer, people, browser: () => new Browser() }
}

/** Follows redirects and keeps cookies per host, as a browser does. */
class Browser {
  readonly #jars = new Map<string, Map<string, string>>()
  readonly visited: string[] = []

  async go(url: string, form?: Record<string, string>): Promise<{ url: string; status: number; text: string }> {
    this.visited.push(url)
    const { host } = new URL(url)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return { url, status: response.status, text: await response.text() }
    const next = new URL(location, url).href
    return next.endsWith('/') && new URL(next).pathname === '/'
      ? { url: next, status: response.status, text: '' }
      : this.go(next)
  }

  cookies(url: string): string {
    return [...(this.#jars.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

/** Goes from the button to where it ends, through the provider's own pages. */
async function signInAt(city: City, browser: Browser, sub: string) {
  const login = await browser.go(`${city.url}/api/oidc/start`)
  const action = (text: string) => /action="([^"]+)"/.exec(text)?.[1] ?? ''
  const consent = await browser.go(new URL(action(login.text), login.url).href, {
    prompt: 'login',
    login: sub,
    password: 'x',
  })
  if (new URL(consent.url).host === new URL(city.url).host) return consent
  return browser.go(new URL(action(consent.text), consent.url).href, { prompt: 'consent' })
}

const tokenOf = async (city: City, browser: Browser) =>
  city.as(null, 'POST', '/token', undefined, { cookie: browser.cookies(city.url) })
const meOf = async (city: City, browser: Browser) => {
  const { token } = bodyOf(SignedIn, await tokenOf(city, browser))
  return bodyOf(Me, await city.as(null, 'GET', '/me', undefined, { authorization: `Bearer ${token}` }))
}

const hoa = {
  name: 'Trần Thị Hòa',
  preferred_username: 'Hoa.TT',
  email: 'hoa@example.vn',
  don_vi: 'tp.bac',
  vai_tro: ['lanh-dao', 'nhan-su'],
}

test('the first sign-in makes the account, with unit and roles of the claims; no token is in an address', async () => {
  const { city, browser } = await startWithProvider({ u1: hoa })
  expect(bodyOf(OidcInfo, await city.as(null, 'GET', '/oidc'))).toEqual({ enabled: true, label: 'Đăng nhập chung' })
  const chrome = browser()
  expect(await signInAt(city, chrome, 'u1')).toMatchObject({ url: `${city.url}/`, status: 302 })
  const me = await meOf(city, chrome)
  expect(me).toMatchObject({
    login: 'hoa.tt',
    name: 'Trần Thị Hòa',
    email: 'hoa@example.vn',
    unit: { code: 'tp.bac' },
    mustChangePassword: false,
  })
  expect(me.grants).toEqual([{ role: 'chair', unit: { code: 'tp.bac', name: 'Quận Bắc' } }])
  const ours = chrome.visited.filter((url) => url.startsWith(city.url))
  for (const url of ours) expect(url).not.toMatch(/token|eyJ/)
  expect((await city.audited('')).map(({ action }) => action)).toEqual(['account.created', 'signIn.succeeded'])
  expect(
    refusalOf(await city.as(null, 'POST', '/sign-in', { login: 'hoa.tt', password: 'x' })),
    'it has no password',
  ).toBe('wrongCredentials')
  expect(refusalOf(await city.as('bacadmin', 'POST', `/accounts/${me.accountId}/password`))).toBe('signInElsewhere')
})

test('unit and roles follow the claims at every sign-in', async () => {
  const { city, people, browser } = await startWithProvider({ u1: hoa })
  const first = browser()
  await signInAt(city, first, 'u1')
  const { accountId } = await meOf(city, first)
  people['u1'] = { ...hoa, name: 'Trần Thị Hòa Bình', don_vi: 'TP.Bac.Mot', vai_tro: 'van-thu' }
  const again = browser()
  await signInAt(city, again, 'u1')
  expect(await meOf(city, again)).toMatchObject({
    accountId,
    name: 'Trần Thị Hòa Bình',
    unit: { code: 'tp.bac.mot' },
    grants: [{ role: 'secretary', unit: { code: 'tp.bac.mot' } }],
  })
  expect(await city.audited('account.rolesChanged')).toMatchObject([{ subject_id: accountId }])
})

test.each([
  ['a unit that is not here', { ...hoa, don_vi: 'tp.dong' }, /đơn vị mà Điểm Cầu không có/, 'don_vi = tp.dong', 'unit'],
  ['no unit', { ...hoa, don_vi: undefined }, /đơn vị mà Điểm Cầu không có/, 'don_vi = ∅', 'unit'],
  [
    'markup for a unit',
    { ...hoa, don_vi: '<script>alert(1)</script>' },
    /đơn vị mà Điểm Cầu không có/,
    '&lt;script&gt;',
    'unit',
  ],
  [
    'no role that counts',
    { ...hoa, vai_tro: ['nhan-su', 'constructor'] },
    /chưa giao cho bạn vai trò/,
    'vai_tro = [&quot;nhan-su&quot;',
    'roles',
  ],
])(
  '14.3 %s: nobody gets in, the page says what to mend, and it is on record',
  async (_, person, text, shown, reason) => {
    const { city, issuer, browser } = await startWithProvider({ u1: person })
    const chrome = browser()
    const page = await signInAt(city, chrome, 'u1')
    expect(page.status).toBe(403)
    expect(page.text).toMatch(text)
    expect(page.text).toContain(shown)
    expect(page.text).not.toContain('<script>')
    expect((await tokenOf(city, chrome)).status).toBe(401)
    const refused = await city.audited('')
    expect(refused.map(({ action, subject_id, details }) => [action, subject_id, JSON.parse(details)])).toEqual([
      ['signIn.refused', null, { reason, method: 'oidc', oidcSubject: `${issuer} u1` }],
    ])
    expect(await city.db.selectFrom('account').select('id').where('oidc_subject', 'is not', null).execute()).toEqual([])
  },
)

test('a disabled account stays out', async () => {
  const { city, browser } = await startWithProvider({ u1: hoa })
  const first = browser()
  await signInAt(city, first, 'u1')
  const { accountId } = await meOf(city, first)
  const { version } = bodyOf(Person, await city.as('bacadmin', 'GET', `/accounts/${accountId}`))
  await city.as('bacadmin', 'PATCH', `/accounts/${accountId}`, { disabled: true, version })
  const again = browser()
  expect((await signInAt(city, again, 'u1')).text).toMatch(/đã bị khóa/)
  expect((await tokenOf(city, again)).status).toBe(401)
  expect(await city.audited('signIn.refused')).toMatchObject([{ subject_id: accountId, unit_code: 'tp.bac' }])
})

test('a login or address of somebody with a password does not give their account away', async () => {
  const { city, browser } = await startWithProvider({
    u1: { ...hoa, preferred_username: 'cityadmin', email: 'cityadmin@example.vn' },
  })
  const chrome = browser()
  await signInAt(city, chrome, 'u1')
  const me = await meOf(city, chrome)
  expect(me.login).toMatch(/^cityadmin\.[0-9a-f]{12}$/)
  expect(me.grants.map(({ role }) => role)).toEqual(['chair'])
})

test('an answer counts once, in the browser that asked', async () => {
  const { city, browser } = await startWithProvider({ u1: hoa })
  const [mine, other] = [browser(), browser()]
  await signInAt(city, mine, 'u1')
  const answer = mine.visited.find((url) => url.includes('/api/oidc/callback?')) ?? ''
  expect(answer).toContain('code=')
  expect((await mine.go(answer)).text, 'replayed').toMatch(/đã dùng rồi/)
  await other.go(`${city.url}/api/oidc/start`)
  expect((await other.go(answer)).text, 'of another browser').toMatch(/không xác nhận bạn/)
  expect((await tokenOf(city, other)).status).toBe(401)
})

test('a provider that cannot be reached is told as such; without settings there is none', async () => {
  const { city } = await startWithProvider({}, { issuer: 'http://127.0.0.1:9' })
  const page = await city.as(null, 'GET', '/oidc/start')
  expect([page.status, page.body]).toEqual([503, expect.stringContaining('không trả lời')])
  const plain = await startCity()
  expect(bodyOf(OidcInfo, await plain.as(null, 'GET', '/oidc'))).toEqual({ enabled: false, label: '' })
  expect(refusalOf(await plain.as(null, 'GET', '/oidc/start'))).toBe('notFound')
})
