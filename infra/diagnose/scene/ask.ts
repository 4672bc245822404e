import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import { once } from 'node:events'

export type Answer = { readonly status: number; readonly body: string }

const ANSWER_MS = 3000
const MOST_BYTES = 2_000_000

/**
 * GET of an address.
 * @param trust `any`: whatever certificate it has, for our own machine, whose certificate is looked at by itself
 * @throws Error of the connection, or of the certificate
 */
export async function ask(
  url: string,
  options: { trust: 'any' | 'known'; token?: string | undefined },
): Promise<Answer> {
  const headers = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }
  const signal = AbortSignal.timeout(ANSWER_MS)
  const asked = url.startsWith('https:')
    ? requestHttps(url, { headers, signal, rejectUnauthorized: options.trust === 'known' })
    : requestHttp(url, { headers, signal })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  let body = ''
  response.setEncoding('utf8')
  for await (const chunk of response) if (body.length < MOST_BYTES) body += String(chunk)
  return { status: response.statusCode ?? 0, body }
}

/** Resolves when somebody listens there. @throws Error of the connection */
export async function reach(host: string, port: number): Promise<void> {
  const socket = connect({ host, port, signal: AbortSignal.timeout(ANSWER_MS) })
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}

/** What went wrong in few words: the code where there is one. */
export function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return code === null || error.message.includes(code) ? error.message : `${error.message} (${code})`
}
