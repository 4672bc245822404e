import forge from 'node-forge'
import { expect, test } from 'vitest'
import { securityHeaders } from './securityHeaders.ts'

/** PEM of a certificate for `subject`, which `issuer` vouches for. */
function certificate(subject: string, issuer: string): Buffer {
  const keys = forge.pki.rsa.generateKeyPair(2048)
  const cert = forge.pki.createCertificate()
  cert.publicKey = keys.publicKey
  cert.serialNumber = '01'
  cert.validity.notBefore = new Date('2026-01-01')
  cert.validity.notAfter = new Date('2036-01-01')
  cert.setSubject([{ name: 'commonName', value: subject }])
  cert.setIssuer([{ name: 'commonName', value: issuer }])
  cert.sign(keys.privateKey, forge.md.sha256.create())
  return Buffer.from(forge.pki.certificateToPem(cert))
}

test('HTTPS is demanded where an authority vouches for the certificate, not where a browser warns of it', () => {
  const of = (cert: Buffer | null) =>
    securityHeaders({ tls: cert && { cert }, publicUrl: null }).strictTransportSecurity
  expect(of(null)).toBe(false)
  expect(of(certificate('may-chu', 'may-chu'))).toBe(false)
  expect(of(certificate('hop.example.vn', 'An authority'))).toMatchObject({ maxAge: 2_592_000 })
})
