import { expect, test } from 'vitest'
import { authorize } from './authorize.ts'

const mufasa = { user: 'Mufasa', password: 'Circle of Life' }
const index = { method: 'GET', uri: '/dir/index.html' }

test('the examples of RFC 7616 (3.9.1) are answered as it says, SHA-256 before MD5', () => {
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
  const challenge = (algorithm: string) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
  expect(authorize([challenge('MD5')], mufasa, index, cnonce)).toContain('response="8ca523f5e9506fed4657c9700eebdbec"')
  const better = authorize([challenge('MD5'), challenge('SHA-256')], mufasa, index, cnonce)
  expect(better).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"')
  expect(better).toContain('qop=auth, nc=00000001')
})

test('a camera that knows no qop is answered as in RFC 2069, one that knows Basic alone with that', () => {
  const words = authorize(['Digest realm="cam", nonce="abc"'], mufasa, index)
  expect(words).toMatch(
    /^Digest username="Mufasa", realm="cam", nonce="abc", uri="\/dir\/index.html", response="[0-9a-f]{32}"$/,
  )
  expect(authorize(['Basic realm="cam"'], mufasa, index)).toBe(
    `Basic ${Buffer.from('Mufasa:Circle of Life').toString('base64')}`,
  )
  expect(authorize(['Negotiate'], mufasa, index)).toBeNull()
})
