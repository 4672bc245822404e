import { SignedIn } from '@diem-cau/signaling-contract'
import type { BrowserContext } from '@playwright/test'

/** Signs in without the form, as if it had been done in this browser some day. @returns a token for the API */
export async function withSession(context: BrowserContext, login: string, password: string): Promise<string> {
  const answer = await context.request.post('/api/sign-in', { data: { login, password } })
  const { token } = SignedIn.parse(await answer.json())
  await context.addInitScript(() => localStorage.setItem('diem-cau.signedIn', '1'))
  return token
}
