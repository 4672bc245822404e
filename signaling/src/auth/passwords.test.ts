import { expect, test } from 'vitest'
import { hashPassword, verifyPassword as verify } from './passwords.ts'

const verifyPassword = (password: string, hash: string | null) =>
  verify(password, hash, { key: '192.0.2.1', isKnown: false })

test('a password fits its own hash and no other, and hashes do not repeat', async () => {
  const hash = await hashPassword('Ô Môn 2026')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('Ô Môn 2026')).not.toBe(hash)
  expect(await verifyPassword('Ô Môn 2026', hash)).toBe(true)
  expect(await verifyPassword('ô môn 2026', hash)).toBe(false)
})

test('a Vietnamese password fits however the keyboard composed it', async () => {
  expect(await verifyPassword('Ô Môn'.normalize('NFD'), await hashPassword('Ô Môn'.normalize('NFC')))).toBe(true)
})

test('without a hash, or with one that cannot be read, the answer is no', async () => {
  expect(await verifyPassword('anything', null)).toBe(false)
  expect(await verifyPassword('', '-')).toBe(false)
})
