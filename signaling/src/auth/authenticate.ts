import { type Account, MeetingError } from '@diem-cau/signaling-contract'
import type { FastifyRequest } from 'fastify'
import type { AccountStore, Identity } from './AccountStore.ts'
import type { GuestStays } from './GuestStays.ts'
import type { AccessTokens } from './AccessTokens.ts'
import { bearerOf } from './bearerOf.ts'

/** Finds whose request it is. @throws MeetingError `unauthenticated`, `tokenExpired`, `passwordChangeRequired`, `totpSetupRequired` */
export type Authenticate = (request: FastifyRequest) => Promise<Account>

/** `family`: the sign-in that the token came of. */
export type SignedInAs = Identity & { readonly family: string | null }

/** Finds whose token it is; the same errors. */
export type Identify = (token: string) => Promise<SignedInAs>

/** Finds whose request it is, also of somebody who has to change a first password or set up a second factor before anything else. */
export type WhoIs = (request: FastifyRequest) => Promise<SignedInAs>

export type AuthenticateOptions = {
  readonly tokens: AccessTokens
  readonly accounts: AccountStore
  readonly clock: () => number
  /** Accounts whose roles can do harm must have a second factor. */
  readonly requireTotp: boolean
  readonly guestStays: GuestStays
  /** `authenticate` calls this with every request of an account. */
  readonly seen?: (account: Account) => void
}

export function createAuthenticate({ tokens, accounts, clock, requireTotp, guestStays, seen }: AuthenticateOptions): {
  authenticate: Authenticate
  identify: Identify
  whoIs: WhoIs
} {
  const owner: Identify = async (token) => {
    const { accountId, family } = await tokens.verify(token, clock())
    const identity = await accounts.identify(accountId, family)
    if (!identity) throw new MeetingError('unauthenticated')
    if (identity.account.kind === 'guest' && !(await guestStays(accountId)))
      throw new MeetingError('unauthenticated', 'the meeting of this guest is over')
    seen?.(identity.account)
    return { ...identity, totpWanted: requireTotp && identity.totpWanted, family }
  }
  const identify: Identify = async (token) => {
    const identity = await owner(token)
    if (identity.mustChangePassword) throw new MeetingError('passwordChangeRequired')
    // The provider of an OpenID sign-in asks for a second factor itself, or does not.
    if (identity.totpWanted && !identity.hasTotp && identity.method !== 'oidc')
      throw new MeetingError('totpSetupRequired')
    return identity
  }
  return {
    identify,
    whoIs: (request) => owner(bearerOf(request)),
    authenticate: async (request) => (await identify(bearerOf(request))).account,
  }
}
