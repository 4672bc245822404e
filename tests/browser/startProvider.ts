import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

export const OIDC_CLIENT = { id: 'diem-cau', secret: 'mot-bi-mat-cua-may-khach' } as const

/**
 * A real OpenID provider on this machine with pages of its own for signing in and consenting.
 * @param people by what they type as their name there: their claims
 */
export async function startProvider(
  port: number,
  redirectUri: string,
  people: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<{ issuer: string; close: () => Promise<void> }> {
  const issuer = `http://127.0.0.1:${port}`
  const speak = silenced()
  const provider = new Provider(issuer, {
    clients: [{ client_id: OIDC_CLIENT.id, client_secret: OIDC_CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'], office: ['unit', 'roles'] },
    scopes: ['openid', 'profile', 'email', 'office'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: () => 60,
      AuthorizationCode: () => 60,
      Grant: () => 600,
      IdToken: () => 60,
      Interaction: () => 600,
      Session: () => 600,
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
  })
  speak()
  const handle = provider.callback()
  const server = createServer((request, response) => void handle(request, response)).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** It writes to the console that it is not meant for the open internet. @returns what lets others write again */
function silenced(): () => void {
  const { info, warn } = console
  Object.assign(console, { info: () => undefined, warn: () => undefined })
  return () => void Object.assign(console, { info, warn })
}
