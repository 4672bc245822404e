import { createHash, randomBytes } from 'node:crypto'

/** How a key begins: whoever finds one in a file or a log knows what it is, and scanners for secrets find it. */
const MARK = 'dck_'
const KEY = /^dck_[A-Za-z0-9_-]{8}_[A-Za-z0-9_-]{43}$/

/** True for what may be a key; a token of somebody who is signed in never is. */
export const isApiKey = (token: string): boolean => token.startsWith(MARK)

/** 256 random bits. `prefix`: by which people tell it from others. */
export function newApiKey(): { readonly key: string; readonly prefix: string; readonly hash: string } {
  const prefix = `${MARK}${randomBytes(6).toString('base64url')}`
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { key, prefix, hash: hashApiKey(key) }
}

/** SHA-256, base64url. A key is random, and nobody guesses it: there is no need for a slow hash, which every request would pay for. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('base64url')

/** False for what no key can be: it is not even looked for. */
export const isWellFormedKey = (token: string): boolean => KEY.test(token)
