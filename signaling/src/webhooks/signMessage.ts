import { createHmac, randomBytes } from 'node:crypto'

const MARK = 'whsec_'
const SECRET_BYTES = 32

/** `whsec_` and 32 random bytes in Base64, as Standard Webhooks writes secrets. */
export const newSecret = (): string => `${MARK}${randomBytes(SECRET_BYTES).toString('base64')}`

export type Signed = {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/**
 * The headers that prove whose request it is, and when it was sent (Standard Webhooks, "Signature scheme"): HMAC-SHA256 of id, time and body.
 * @param secrets each signs; while one takes the place of another, there are two
 * @param at milliseconds
 */
export function signMessage(id: string, at: number, body: string, secrets: readonly string[]): Signed {
  const timestamp = String(Math.floor(at / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(MARK.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
