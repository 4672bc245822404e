import { ApiKey, ApiKeyList, ApiKeyMade, type NewApiKey } from '@diem-cau/signaling-contract/office'
import { authorised } from '../client/account.ts'
import { at, get, post } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

/** Keys by which programs ask the office. */
export const keysApi = {
  add: (body: NewApiKey) => post('/api/keys', ApiKeyMade, body),
  revoke: (keyId: string) => authorised('DELETE', at('keys', keyId), ApiKey, {}),
}

export const keyQueries = {
  list: query(['keys'], (signal) => get('/api/keys', ApiKeyList, {}, signal)),
}
