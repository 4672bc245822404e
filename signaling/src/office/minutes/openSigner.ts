import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import type { PdfSigner } from './PdfSigner.ts'
import { type SigningKey, signPdf } from './signPdf.ts'

/** The office's certificate cannot be used, and why, for whoever set it. */
export class SignerProblem extends Error {}

/**
 * The signer of a PKCS#12 file.
 * @throws SignerProblem a wrong password, no key, a certificate that is over or not yet begun
 */
export function openSigner(p12: Buffer, password: string, now: number): PdfSigner {
  const key = readKey(p12, password)
  const [own] = key.certificates
  if (!own) throw new SignerProblem('the file has no certificate of its key')
  const { validFromDate, validToDate } = new X509Certificate(own)
  const isValid = (at: number) => validFromDate.getTime() <= at && at <= validToDate.getTime()
  if (!isValid(now))
    throw new SignerProblem(
      `the certificate is valid from ${validFromDate.toISOString()} to ${validToDate.toISOString()}`,
    )
  return {
    name: key.name,
    sign: async (pdf, at) => {
      if (!isValid(at)) throw new SignerProblem('the certificate has run out')
      return signPdf(pdf, key)
    },
  }
}

function readKey(p12: Buffer, password: string): SigningKey {
  const bags = openBags(p12, password)
  const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids
  const keyOf = (type: string | undefined) => (type === undefined ? [] : (bags.getBags({ bagType: type })[type] ?? []))
  const found = [...keyOf(pkcs8ShroudedKeyBag), ...keyOf(keyBag)][0]
  if (!found) throw new SignerProblem('the file has no private key')
  // An elliptic key forge does not know: then what it was read from is still there.
  const info = found.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(found.key)) : found.asn1
  const privateKeyPem = forge.pki.privateKeyInfoToPem(info)
  const certificates = keyOf(certBag).map((bag) =>
    Buffer.from(forge.asn1.toDer(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1).getBytes(), 'binary'),
  )
  const publicKey = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' })
  const isOwn = (der: Buffer) =>
    new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }).equals(publicKey)
  const own = certificates.filter(isOwn)
  const subject = own[0] ? new X509Certificate(own[0]).subject : ''
  return { name: nameIn(subject), privateKeyPem, certificates: [...own, ...certificates.filter((der) => !isOwn(der))] }
}

function openBags(p12: Buffer, password: string): forge.pkcs12.Pkcs12Pfx {
  const file = () => forge.asn1.fromDer(forge.util.createBuffer(p12.toString('binary')))
  try {
    return forge.pkcs12.pkcs12FromAsn1(file(), password)
  } catch {
    try {
      // A password beyond ASCII: newer files encrypt with its UTF-8, and forge would check their seal with that too.
      return forge.pkcs12.pkcs12FromAsn1(withoutSeal(file()), forge.util.encodeUtf8(password))
    } catch {
      throw new SignerProblem('not a PKCS#12 file, or the password is another')
    }
  }
}

/** PFX: version, authSafe, macData (RFC 7292, 4). What is encrypted proves the password by itself. */
function withoutSeal(pfx: forge.asn1.Asn1): forge.asn1.Asn1 {
  return typeof pfx.value === 'string' ? pfx : { ...pfx, value: pfx.value.slice(0, 2) }
}

/** "CN=…" of a subject, else its organisation. */
function nameIn(subject: string): string {
  const parts = new Map(
    subject.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  return parts.get('CN') ?? parts.get('O') ?? subject
}
