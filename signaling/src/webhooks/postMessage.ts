import { lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { fitLine, fitParagraph } from '@diem-cau/signaling-contract'
import type { MayReach } from './mayReach.ts'

/** All of it, from the name to the end of the answer, in milliseconds. */
const ANSWER_MS = 10_000
/** Bytes of an answer that are read; for the rest nobody waits. */
const MAX_ANSWER = 4096
const MAX_HEADERS = 16 * 1024
const SHOWN_ANSWER = 1000
const SHOWN_ERROR = 300

/** `status` null: there was no answer, and `error` says why. `answer`: its beginning, fit to be stored and shown. */
export type Answer = { readonly status: number | null; readonly error: string; readonly answer: string }

export type PostOptions = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly mayReach: MayReach
  /** Milliseconds; ANSWER_MS unless told. */
  readonly within?: number
}

class AddressRefused extends Error {
  constructor(host: string) {
    super(
      `${host}: this address may not be reached. Public ones need HTTPS; for the office's own network set DIEM_CAU_WEBHOOK_NETWORKS.`,
    )
    this.name = 'AddressRefused'
  }
}

/**
 * Sends one POST, whatever answers: no redirect is followed, an answer of any size or shape takes no more than 4 kB and ten seconds. The
 * address is checked where the name is looked up, so that a name that leads elsewhere a moment later leads nowhere. Does not fail.
 */
export async function postMessage({ url, headers, body, mayReach, within = ANSWER_MS }: PostOptions): Promise<Answer> {
  try {
    const to = new URL(url)
    const isSecure = to.protocol === 'https:'
    const host = to.hostname.replace(/^\[|\]$/g, '')
    // A name is checked once it is looked up; an address is not looked up.
    if (isIP(host) !== 0 && !mayReach(host, isSecure)) throw new AddressRefused(host)
    const request = (isSecure ? requestHttps : requestHttp)(to, {
      method: 'POST',
      agent: false,
      maxHeaderSize: MAX_HEADERS,
      lookup: guardedLookup(mayReach, isSecure),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Diem-Cau-Webhook/1',
        ...headers,
      },
    })
    return await answered(request, body, within)
  } catch (error) {
    return { status: null, error: textOf(error), answer: '' }
  }
}

function guardedLookup(mayReach: MayReach, isSecure: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const allowed = addresses.filter(({ address }) => mayReach(address, isSecure))
      const [first] = allowed
      if (!first) return callback(new AddressRefused(hostname), [])
      if (options.all === true) return callback(null, allowed)
      return callback(null, first.address, first.family)
    })
  }
}

function answered(request: ClientRequest, body: string, within: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  let response: IncomingMessage | null = null
  const chunks: Buffer[] = []
  let bytes = 0
  const done = () => {
    if (!response) return
    const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_ANSWER))
    resolve({ status: response.statusCode ?? null, error: '', answer: fitParagraph(text, SHOWN_ANSWER) })
    request.destroy()
  }
  const timer = setTimeout(() => {
    // What it was is known, though its end did not come.
    if (response) done()
    else reject(new Error(`no answer within ${within / 1000} s`))
    request.destroy()
  }, within)
  request.on('error', (error) => (response ? done() : reject(error)))
  request.on('response', (incoming) => {
    response = incoming
    incoming.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MAX_ANSWER) done()
    })
    incoming.on('end', done)
    incoming.on('error', done)
    incoming.on('close', done)
  })
  request.end(body)
  return promise.finally(() => clearTimeout(timer))
}

const textOf = (error: unknown): string =>
  fitLine(error instanceof Error && error.message !== '' ? error.message : codeOf(error), SHOWN_ERROR)

/** Of several addresses that all failed, Node tells an error without words. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'the connection failed'
