import { type Account, MeetingError } from '@diem-cau/signaling-contract'
import type { KeyScope } from '@diem-cau/signaling-contract/office'
import type { FastifyRequest } from 'fastify'
import type { ApiKeyStore, Machine } from './ApiKeyStore.ts'
import { isApiKey } from './apiKeyText.ts'
import type { AccountStore, Identity } from './AccountStore.ts'
import type { GuestStays } from './GuestStays.ts'
import type { AccessTokens } from './AccessTokens.ts'
import { bearerOf } from './bearerOf.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Keys with this scope may ask for it (SPEC 17.11); a route without one is for people alone. */
    scope?: KeyScope
  }
}

/** Finds whose request it is: a person's, a room's, or a program's with a key whose scopes have the route's. @throws MeetingError `unauthenticated`, `tokenExpired`, `passwordChangeRequired`, `totpSetupRequired` */
export type Authenticate = (request: FastifyRequest) => Promise<Account>

/** `family`: the sign-in that the token came of. */
export type SignedInAs = Identity & { readonly family: string | null }

/** Finds whose token it is; the same errors. */
export type Identify = (token: string) => Promise<SignedInAs>

/** Finds whose request it is, also of somebody who has to change a first password or set up a second factor before anything else. */
export type WhoIs = (request: FastifyRequest) => Promise<SignedInAs>

/** Finds whose key it is, whatever the route. @throws MeetingError `unauthenticated` */
export type WhichMachine = (request: FastifyRequest) => Promise<Machine>

export type AuthenticateOptions = {
  readonly tokens: AccessTokens
  readonly keys: Pick<ApiKeyStore, 'verify'>
  readonly accounts: AccountStore
  readonly clock: () => number
  /** Accounts whose roles can do harm must have a second factor. */
  readonly requireTotp: boolean
  readonly guestStays: GuestStays
  /** `authenticate` calls this with every request of an account. */
  readonly seen?: (account: Account) => void
}

export function createAuthenticate({
  tokens,
  keys,
  accounts,
  clock,
  requireTotp,
  guestStays,
  seen,
}: AuthenticateOptions): {
  authenticate: Authenticate
  whichMachine: WhichMachine
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
  const whichMachine: WhichMachine = async (request) => {
    const machine = await keys.verify(bearerOf(request), request.ip, clock())
    if (!machine) throw new MeetingError('unauthenticated', 'no such key, or it is revoked or past its time')
    return machine
  }
  return {
    identify,
    whichMachine,
    whoIs: (request) => owner(bearerOf(request)),
    authenticate: async (request) => {
      const token = bearerOf(request)
      if (!isApiKey(token)) return (await identify(token)).account
      const { account, scopes } = await whichMachine(request)
      const { scope } = request.routeOptions.config
      if (scope === undefined) throw new MeetingError('forbidden', 'this is for people: no key opens it')
      if (!scopes.includes(scope)) throw new MeetingError('forbidden', `the key has not the scope ${scope}`)
      return account
    },
  }
}
