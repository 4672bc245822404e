import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import type { OidcSettings } from './OidcSettings.ts'

/** The browser remembers this between its leaving for the provider and its return. */
export const OidcAttempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), expiresAt: z.int() })
export type OidcAttempt = z.infer<typeof OidcAttempt>

/** Time to type a password at the provider. */
export const ATTEMPT_LIFE_MS = 15 * 60_000

const DISCOVERY_TIMEOUT_SEC = 10

/** The claims of who came back; `sub` is the provider's name for them. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/** Authorization code with PKCE, state and nonce, by openid-client. */
export class OidcClient {
  readonly settings: OidcSettings
  #discovered: Promise<Configuration> | null = null

  constructor(settings: OidcSettings) {
    this.settings = settings
  }

  /** Makes the address to send the browser to, and what it has to remember. @throws Error when the provider cannot be reached */
  async begin(redirectUri: string, now: number): Promise<{ url: URL; attempt: OidcAttempt }> {
    const attempt = {
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      expiresAt: now + ATTEMPT_LIFE_MS,
    }
    const url = buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: redirectUri,
      scope: this.settings.scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    })
    return { url, attempt }
  }

  /** Reads from the ID token and the userinfo who came back. @throws Error when the answer is not the one to this attempt */
  async finish(current: URL, { state, nonce, verifier }: OidcAttempt): Promise<Claims> {
    const configuration = await this.#configuration()
    const tokens = await authorizationCodeGrant(configuration, current, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('the provider sent no ID token')
    // Many providers tell everything but the subject only there.
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims
    return { ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims }
  }

  #configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    this.#discovered ??= discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? None() : ClientSecretBasic(clientSecret),
      {
        timeout: DISCOVERY_TIMEOUT_SEC,
        // Settings allow this on the machine itself only.
        ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}),
      },
    ).catch((error: unknown) => {
      this.#discovered = null
      throw error
    })
    return this.#discovered
  }
}
