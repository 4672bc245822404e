import { type Account, MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyRequest } from 'fastify'
import type { AccountStore } from '../store/AccountStore.ts'
import type { AccessTokens } from './AccessTokens.ts'

/** Whose request it is. @throws MeetingError `unauthenticated`, `tokenExpired` */
export type Authenticate = (request: FastifyRequest) => Promise<Account>

export function createAuthenticate(tokens: AccessTokens, accounts: AccountStore, clock: () => number): Authenticate {
  return async (request) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) throw new MeetingError('unauthenticated')
    const account = await accounts.find(await tokens.verify(token, clock()))
    if (!account) throw new MeetingError('unauthenticated')
    return account
  }
}
