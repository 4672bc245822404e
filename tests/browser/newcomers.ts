import { SignedIn } from '@diem-cau/signaling-contract'
import { type NewPerson, type NewUnit, PersonMade, TotpBegun } from '@diem-cau/signaling-contract/office'
import type { APIRequestContext, BrowserContext } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import type { z } from 'zod'
import type { Desk } from './Desk.ts'

const PASSWORD = 'con đường xưa em đi'

/** `context`: the browser that is signed in. */
type Newcomer = Omit<z.input<typeof NewPerson>, 'unitCode'> & { readonly context: BrowserContext }

/**
 * Makes a unit and people in it, and signs each in: there are no meetings, rooms, groups or mails of theirs yet. At a
 * desk that demands a second factor; `admin` is where its administrator does so.
 */
export async function newcomers(
  desk: Desk,
  admin: APIRequestContext,
  unit: z.input<typeof NewUnit>,
  people: readonly Newcomer[],
): Promise<void> {
  const token = await signIn(admin, 'quantri', desk.passwordOf('quantri'))
  await secondFactor(admin, token)
  const make = askAs(admin, token)
  await make('/units', unit)
  await Promise.all(
    people.map(async ({ context, ...person }) => {
      const { password } = PersonMade.parse(await make('/accounts', { ...person, unitCode: unit.code }))
      const first = askAs(context.request, await signIn(context.request, person.login, password))
      const { token } = SignedIn.parse(await first('/me/password', { current: password, next: PASSWORD }))
      if (person.grants.some(({ role }) => role === 'itAdmin')) await secondFactor(context.request, token)
      await context.addInitScript(() => localStorage.setItem('diem-cau.signedIn', '1'))
    }),
  )
}

async function signIn(request: APIRequestContext, login: string, password: string): Promise<string> {
  const answer = await request.post('/api/sign-in', { data: { login, password } })
  return SignedIn.parse(await answer.json()).token
}

async function secondFactor(request: APIRequestContext, token: string): Promise<void> {
  const ask = askAs(request, token)
  const { secret } = TotpBegun.parse(await ask('/me/totp', {}))
  await ask('/me/totp/confirm', { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() })
}

const askAs =
  (request: APIRequestContext, token: string) =>
  async (path: string, data: unknown): Promise<unknown> => {
    const answer = await request.post(`/api${path}`, { headers: { authorization: `Bearer ${token}` }, data })
    if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
