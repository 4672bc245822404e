import { createHash, randomBytes } from 'node:crypto'

/** What is asked for, as it stands in the request's first line. */
export type Asked = { readonly method: string; readonly uri: string }
export type Credentials = { readonly user: string; readonly password: string }

/** Hashes of RFC 7616 that cameras have, the better first. */
const HASHES = [
  ['SHA-256', 'sha256'],
  ['MD5', 'md5'],
] as const

/**
 * An answer to a camera that wants to know who asks (RFC 7616, RFC 7617): Digest if it offers that, else Basic.
 * @param challenges its WWW-Authenticate headers
 * @param cnonce given by tests
 * @returns the Authorization header; null when it offers nothing that is known here
 */
export function authorize(
  challenges: readonly string[],
  { user, password }: Credentials,
  { method, uri }: Asked,
  cnonce = randomBytes(8).toString('hex'),
): string | null {
  const digests = challenges.filter((challenge) => /^digest\s/i.test(challenge)).map(parametersOf)
  for (const [name, hash] of HASHES) {
    const digest = digests.find(({ algorithm = 'MD5' }) => algorithm.toUpperCase() === name)
    if (digest === undefined) continue
    const { realm = '', nonce = '', opaque, qop } = digest
    const sum = (...parts: string[]) => createHash(hash).update(parts.join(':')).digest('hex')
    const who = sum(user, realm, password)
    const what = sum(method, uri)
    const hasQop = qop?.split(',').some((one) => one.trim().toLowerCase() === 'auth') ?? false
    const response = hasQop ? sum(who, nonce, '00000001', cnonce, 'auth', what) : sum(who, nonce, what)
    const words = [
      `username="${quoted(user)}"`,
      `realm="${quoted(realm)}"`,
      `nonce="${quoted(nonce)}"`,
      `uri="${uri}"`,
      `response="${response}"`,
      ...(digest.algorithm === undefined ? [] : [`algorithm=${name}`]),
      ...(opaque === undefined ? [] : [`opaque="${quoted(opaque)}"`]),
      ...(hasQop ? ['qop=auth', 'nc=00000001', `cnonce="${cnonce}"`] : []),
    ]
    return `Digest ${words.join(', ')}`
  }
  if (!challenges.some((challenge) => /^basic(\s|$)/i.test(challenge))) return null
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** `realm="a", nonce="b"` by name, in small letters. */
function parametersOf(challenge: string): Partial<Record<string, string>> {
  const found = challenge.matchAll(/([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)
  return Object.fromEntries(
    Array.from(found, ([, name = '', inQuotes, bare]) => [
      name.toLowerCase(),
      inQuotes?.replaceAll(/\\(.)/g, '$1') ?? bare,
    ]),
  )
}

function quoted(text: string): string {
  return text.replaceAll(/["\\]/g, '\\$&')
}
