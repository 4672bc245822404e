import { AwsV4Signer } from 'aws4fetch'
import { describe, expect, test } from 'vitest'
import { checkS3Signature } from './checkS3Signature.ts'

// The examples in https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const key = { keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' }
const now = Date.parse('2013-05-24T00:00:00Z')
const host = 'examplebucket.s3.amazonaws.com'
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const examples = [
  {
    method: 'GET',
    path: '/test.txt',
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    headers: { range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
  },
  {
    method: 'PUT',
    path: '/test%24file.text',
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    headers: {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
  },
  {
    method: 'GET',
    path: '/?max-keys=2&prefix=J',
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    headers: { 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
  },
] as const

describe.each(examples)('$method $path of AWS’s own examples', ({ method, path, headers, signature }) => {
  const names = ['host', ...Object.keys(headers)].toSorted().join(';')
  const signed = {
    method,
    path,
    headers: {
      ...headers,
      host,
      authorization: `AWS4-HMAC-SHA256 Credential=${key.keyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`,
    },
  }

  test('is right for the server of our tests', () => expect(checkS3Signature(signed, key, now)).toBeNull())

  test('is what our signer makes of it', async () => {
    const made = await new AwsV4Signer({
      method,
      url: `https://${host}${path}`,
      headers,
      service: 's3',
      region: key.region,
      accessKeyId: key.keyId,
      secretAccessKey: key.secret,
      datetime: '20130524T000000Z',
      allHeaders: true,
    }).signature()
    expect(made).toBe(signature)
  })

  test.each([
    ['another secret', signed, { ...key, secret: 'x' }, now, 'SignatureDoesNotMatch'],
    ['another method', { ...signed, method: 'DELETE' }, key, now, 'SignatureDoesNotMatch'],
    ['another path', { ...signed, path: '/other' }, key, now, 'SignatureDoesNotMatch'],
    [
      'another payload',
      { ...signed, headers: { ...signed.headers, 'x-amz-content-sha256': '0'.repeat(64) } },
      key,
      now,
      'SignatureDoesNotMatch',
    ],
    [
      'a header that is not signed',
      { ...signed, headers: { ...signed.headers, 'x-amz-acl': 'public-read' } },
      key,
      now,
      'AccessDenied',
    ],
    ['another key', signed, { ...key, keyId: 'x' }, now, 'InvalidAccessKeyId'],
    ['another region', signed, { ...key, region: 'x' }, now, 'AuthorizationHeaderMalformed'],
    ['an hour later', signed, key, now + 3_600_000, 'RequestTimeTooSkewed'],
    ['no signature', { ...signed, headers: { host } }, key, now, 'AccessDenied'],
  ] as const)('is wrong with %s', (_, request, withKey, at, code) =>
    expect(checkS3Signature(request, withKey, at)).toBe(code),
  )
})
