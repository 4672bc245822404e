import { SignedIn } from '@diem-cau/signaling-contract'
import { RoomPage } from '@diem-cau/signaling-contract/office'
import { RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import { expect, type Page } from '@playwright/test'
import type { Office } from './Office.ts'
import { PATIENCE_MS, type Site } from './Site.ts'

/** A TV of 1080 lines as the browser of a room's PC has it (infra/room/watchdog/browserFlags.ts). */
const TV = { viewport: { width: 960, height: 540 }, deviceScaleFactor: 2 } as const

interface EnrolOptions {
  readonly isByItself?: boolean
  /** How the browser shows pages instead. */
  readonly look?: Parameters<Site['fresh']>[0]
  /** What is done before the room's page is opened. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** Opens the room's page in a profile of its own, and types its code as an administrator does. */
export async function enrolRoom(
  site: Site,
  office: Office,
  name: string,
  { look = TV, prepare, ...settings }: EnrolOptions = {},
): Promise<Page> {
  const page = await site.fresh(look)
  await prepare?.(page)
  await site.context.addInitScript((text) => {
    if (localStorage.getItem('diem-cau.roomSettings') === null) localStorage.setItem('diem-cau.roomSettings', text)
  }, JSON.stringify(settings))
  await page.goto('/room')
  const code = page.getByTestId('pairing-code')
  await expect(code).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  const login = { login: 'quantri', password: office.passwordOf('quantri') }
  // A context of its own: the room's browser must not become the administrator's.
  const admin = await site.browser.newContext({ baseURL: site.url })
  const { token } = SignedIn.parse(await (await admin.request.post('/api/sign-in', { data: login })).json())
  const headers = { authorization: `Bearer ${token}` }
  const { items } = RoomPage.parse(await (await admin.request.get('/api/rooms?limit=100', { headers })).json())
  const room = items.find((one) => one.name === name)
  // The office remembers what the room wanted when it was enrolled before.
  const wants = `/api/rooms/${room?.roomId ?? 'none'}/settings`
  const { settings: before } = RoomSettingsState.parse(await (await admin.request.get(wants, { headers })).json())
  const { isByItself = true } = settings
  if (before)
    await admin.request.put(wants, { headers, data: { ...before, isByItself, isLarge: false, captions: false } })
  const answer = await admin.request.post(`/api/rooms/${room?.roomId ?? 'none'}/enrol`, {
    headers,
    data: { code: await code.innerText() },
  })
  expect(answer.status()).toBe(200)
  await admin.close()
  await expect(code).toHaveCount(0, { timeout: PATIENCE_MS })
  return page
}
