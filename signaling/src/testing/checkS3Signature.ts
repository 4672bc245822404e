import { createHash, createHmac } from 'node:crypto'

export type SignedRequest = {
  readonly method: string
  /** Path as it stands in the request line. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Code of the refusal as S3 names it; null = the request is signed as it must be. */
export type S3Refusal =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'AuthorizationHeaderMalformed'
  | 'RequestTimeTooSkewed'
  | 'SignatureDoesNotMatch'

const MAX_SKEW_MS = 15 * 60_000

/**
 * Signature Version 4 as a bucket checks it, written after AWS's own text and shown right by AWS's own examples; nothing
 * is shared with the client. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function checkS3Signature(
  request: SignedRequest,
  key: { keyId: string; secret: string; region: string },
  now: number,
): S3Refusal | null {
  const text = (name: string) =>
    String(request.headers[name] ?? '')
      .trim()
      .replaceAll(/ +/g, ' ')
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      text('authorization'),
    )
  if (!parts) return 'AccessDenied'
  const [, keyId = '', day = '', region = '', names = '', signature = ''] = parts
  if (keyId !== key.keyId) return 'InvalidAccessKeyId'
  if (region !== key.region) return 'AuthorizationHeaderMalformed'
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text('x-amz-date')) ?? []
  if (`${y}${mo}${d}` !== day) return 'AuthorizationHeaderMalformed'
  if (Math.abs(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) - now) > MAX_SKEW_MS) return 'RequestTimeTooSkewed'
  const signed = names.split(';')
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))]
  if (mustBeSigned.some((name) => !signed.includes(name)) || signed.join() !== signed.toSorted().join())
    return 'AccessDenied'

  const [path = '', query = ''] = request.path.split('?')
  const canonical = [
    request.method,
    path,
    query.split('&').toSorted().join('&'),
    ...signed.map((name) => `${name}:${text(name)}`),
    '',
    names,
    text('x-amz-content-sha256'),
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = [
    'AWS4-HMAC-SHA256',
    text('x-amz-date'),
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const signingKey = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${key.secret}`,
  )
  return hmac(signingKey, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch'
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
