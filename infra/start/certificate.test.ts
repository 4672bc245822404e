import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOwnCertificate, ensureCertificate, needsRenewal } from './certificate.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY = 86_400_000
const NAMES = ['diemcau', 'localhost', '192.168.1.10', '2001:db8::5']
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diem-cau-cert-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the first start makes a certificate for all names, its key for the owner alone', async () => {
  const { cert, key, made } = await ensureCertificate(folder, NAMES, NOW)
  expect(made).toBe(true)
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const certificate = new X509Certificate(readFileSync(cert))
  expect(certificate.checkHost('diemcau')).toBe('diemcau')
  expect(certificate.checkIP('192.168.1.10')).toBe('192.168.1.10')
  expect(certificate.checkIP('2001:db8::5')).toBeDefined()
  expect((certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / DAY).toBeLessThan(398)
  expect(() => checkOwnCertificate(cert, key, NOW)).not.toThrow()
})

test('a later start keeps it, so that browsers warn once only', async () => {
  const first = await ensureCertificate(folder, NAMES, NOW)
  const before = readFileSync(first.cert, 'utf8')
  expect((await ensureCertificate(folder, NAMES, NOW + 300 * DAY)).made).toBe(false)
  expect((await ensureCertificate(folder, ['localhost'], NOW)).made).toBe(false) // an address went away
  expect(readFileSync(first.cert, 'utf8')).toBe(before)
})

test('it is renewed 30 days before it expires, and when an address is new', async () => {
  const { cert } = await ensureCertificate(folder, NAMES, NOW)
  const pem = readFileSync(cert, 'utf8')
  expect(needsRenewal(pem, NAMES, NOW + 360 * DAY)).toBe(false)
  expect(needsRenewal(pem, NAMES, NOW + 370 * DAY)).toBe(true)
  expect(needsRenewal(pem, [...NAMES, '10.0.0.9'], NOW)).toBe(true)
  expect(needsRenewal('damaged', NAMES, NOW)).toBe(true)
  expect((await ensureCertificate(folder, [...NAMES, '10.0.0.9'], NOW)).made).toBe(true)
})

test('an own certificate is refused when it has expired or the key is another one', async () => {
  const { cert, key } = await ensureCertificate(folder, NAMES, NOW)
  expect(() => checkOwnCertificate(cert, key, NOW + 500 * DAY)).toThrow(/expired/)
  const other = mkdtempSync(join(folder, 'other-'))
  const { key: otherKey } = await ensureCertificate(other, NAMES, NOW)
  expect(() => checkOwnCertificate(cert, otherKey, NOW)).toThrow(/is not the key/)
  expect(() => checkOwnCertificate(join(folder, 'none.pem'), key, NOW)).toThrow(/--cert/)
})
