import { createSecretKey, type KeyObject } from 'node:crypto'
import { AccountId, MeetingError } from '@diem-cau/signaling-contract'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Keys } from './Keys.ts'

/** Life of an access token: short, so that one that leaked is soon worth nothing. */
const ACCESS_LIFE_MS = 15 * 60_000

const ISSUER = 'diem-cau'

const Claims = z.object({ sub: AccountId, sid: z.string().optional() })

export type TokenOwner = { readonly accountId: AccountId; readonly family: string | null }

/** Signs and checks the short-lived tokens that the API and the socket take. */
export class AccessTokens {
  /** jose keeps what it makes of a key object; of bare bytes it would make it anew for each token. */
  readonly #key: KeyObject

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key)
  }

  static async open(keys: Keys): Promise<AccessTokens> {
    return new AccessTokens(await keys.open('token'))
  }

  /** @param family the sign-in that it belongs to, and ends with; null = of none, for tools that hold the key */
  async issue(
    accountId: AccountId,
    now: number,
    family: string | null = null,
  ): Promise<{ token: string; expiresAt: number }> {
    const expiresAt = now + ACCESS_LIFE_MS
    const token = await new SignJWT(family === null ? {} : { sid: family })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(accountId)
      .setIssuer(ISSUER)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(this.#key)
    return { token, expiresAt }
  }

  /**
   * Finds whose token it is, and of which sign-in.
   * @throws MeetingError `tokenExpired`, or `unauthenticated` for anything else (SPEC 1.2)
   */
  async verify(token: string, now: number): Promise<TokenOwner> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        currentDate: new Date(now),
        requiredClaims: ['exp', 'sub'],
      })
      const { sub, sid = null } = Claims.parse(payload)
      return { accountId: sub, family: sid }
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new MeetingError('tokenExpired')
      throw new MeetingError('unauthenticated')
    }
  }
}
