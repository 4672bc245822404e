import { request } from 'node:https'
import { json } from 'node:stream/consumers'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'

const PATIENCE_MS = 15_000

export interface Question {
  readonly url: string
  /** The certificate that is trusted, PEM. */
  readonly ca: string
  readonly token?: string
  /** Sent by POST; without it the question is a GET. */
  readonly body?: unknown
}

/**
 * Asks a server of which one certificate is trusted and no other. Of two self-signed ones of the same name OpenSSL finds now this, now that, and refuses what
 * the server shows; so `fetch` with certificates that are trusted for good does not do.
 * @throws Error when it does not answer, or not with success
 */
export async function ask({ url, ca, token, body }: Question): Promise<unknown> {
  const asked = request(url, {
    method: body === undefined ? 'GET' : 'POST',
    agent: false,
    ca,
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
  })
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const said: unknown = await json(answer)
  const { statusCode = 0 } = answer
  if (statusCode < 200 || statusCode > 299) throw new Error(`${url}: ${statusCode} ${JSON.stringify(said)}`)
  return said
}
