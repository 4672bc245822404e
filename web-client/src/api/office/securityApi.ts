import { SignedIn } from '@diem-cau/signaling-contract'
import {
  Me,
  OidcInfo,
  RecoveryCodes,
  SignInList,
  TotpBegun,
  type ChangePassword,
} from '@diem-cau/signaling-contract/office'
import { anonymous, become } from '../client/account.ts'
import { at, get, post, remove } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

/** My own account. */
export const securityApi = {
  me: (signal?: AbortSignal) => get('/api/me', Me, {}, signal),
  /** Changes the password, and goes on with the new sign-in that the server answers. */
  changePassword: async (body: ChangePassword) => become(await post('/api/me/password', SignedIn, body)),
  beginTotp: () => post('/api/me/totp', TotpBegun),
  confirmTotp: (code: string) => post('/api/me/totp/confirm', RecoveryCodes, { code }),
  removeTotp: (password: string) => remove('/api/me/totp', {}, { password }),
  signIns: (signal?: AbortSignal) => get('/api/me/sign-ins', SignInList, {}, signal),
  revokeSignIn: (signInId: string) => remove(at('me', 'sign-ins', signInId)),
  oidc: (signal?: AbortSignal) => anonymous('GET', '/api/oidc', OidcInfo, signal ? { signal } : {}),
}

export const securityQueries = {
  /** The own account for its page. useMe asks for the rights of the account. */
  account: query(['security', 'account'], (signal) => securityApi.me(signal)),
  signIns: query(['security', 'signIns'], (signal) => securityApi.signIns(signal)),
  /** Begins the set-up of a second factor. A repeat would begin another, so it is not asked a second time by itself. */
  totp: query(['security', 'totp'], () => securityApi.beginTotp(), { retry: false }),
}
