import { createHash, createPrivateKey, createSign } from 'node:crypto'
import forge from 'node-forge'
import { RANGE_PLACE, SIGNATURE_BYTES } from './signaturePlace.ts'

/** Key and certificates of an office, its own certificate first. DER. */
export type SigningKey = {
  readonly name: string
  readonly privateKeyPem: string
  readonly certificates: readonly Buffer[]
}

const { asn1 } = forge
const { Type, Class } = asn1
type Asn1 = forge.asn1.Asn1

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  /** RFC 5035: which certificate it was, so that none can be put in its place. */
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const

/**
 * Fills the signature that {@link addSignaturePlace} left room for: CMS, detached, SHA-256, as PAdES B-B asks for (ETSI EN 319 142-1).
 * @throws Error when the file has no such room, or the chain is too long for it
 */
export function signPdf(pdf: Buffer, key: SigningKey): Buffer {
  const { signed, contents } = withRange(pdf)
  const before = signed.subarray(0, contents.start)
  const after = signed.subarray(contents.end)
  const digest = createHash('sha256').update(before).update(after).digest()
  const cms = Buffer.from(asn1.toDer(signedData(digest, key)).getBytes(), 'binary')
  if (cms.length > SIGNATURE_BYTES)
    throw new Error(`the signature takes ${cms.length} bytes, more than there is room for`)
  const hex = Buffer.from(`<${cms.toString('hex').padEnd(SIGNATURE_BYTES * 2, '0')}>`, 'latin1')
  return Buffer.concat([before, hex, after])
}

/** The file with the byte range that is signed: all of it but the signature. Its length stays. */
function withRange(pdf: Buffer): { signed: Buffer; contents: { start: number; end: number } } {
  const text = pdf.toString('latin1')
  const place = new RegExp(`/ByteRange \\[0 ((?:/?${RANGE_PLACE.replaceAll('*', '\\*')} ?){3})\\]`).exec(text)
  const start = text.indexOf(`<${'0'.repeat(SIGNATURE_BYTES * 2)}>`)
  if (!place || start === -1) throw new Error('the file has no room for a signature')
  const end = start + SIGNATURE_BYTES * 2 + 2
  const range = `/ByteRange [0 ${start} ${end} ${pdf.length - end}]`
  const signed = Buffer.from(pdf)
  signed.write(range.padEnd(place[0].length, ' '), place.index, 'latin1')
  return { signed, contents: { start, end } }
}

const sequence = (...parts: Asn1[]) => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts)
const set = (...parts: Asn1[]) => asn1.create(Class.UNIVERSAL, Type.SET, true, parts)
const oid = (id: string) => asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(id).getBytes())
const octets = (data: Buffer) => asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, data.toString('binary'))
const integer = (value: number) =>
  asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes())
const nothing = () => asn1.create(Class.UNIVERSAL, Type.NULL, false, '')
const parse = (der: Buffer) => asn1.fromDer(forge.util.createBuffer(der.toString('binary')))
const der = (value: Asn1) => Buffer.from(asn1.toDer(value).getBytes(), 'binary')

function signedData(digest: Buffer, { privateKeyPem, certificates }: SigningKey): Asn1 {
  const [own] = certificates
  if (!own) throw new Error('there is no certificate')
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    // SHA-256 is the default of ESSCertIDv2, and so not named.
    attribute(
      OID.signingCertificateV2,
      sequence(sequence(sequence(octets(createHash('sha256').update(own).digest())))),
    ),
  ].toSorted((a, b) => Buffer.compare(der(a), der(b)))
  const key = createPrivateKey(privateKeyPem)
  const isRsa = key.asymmetricKeyType === 'rsa'
  const signature = createSign('sha256')
    .update(der(set(...attributes)))
    .sign(key)
  const { issuer, serial } = issuerAndSerial(own)
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    sequence(oid(OID.sha256), nothing()),
    asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, attributes),
    isRsa ? sequence(oid(OID.rsaEncryption), nothing()) : sequence(oid(OID.ecdsaWithSha256)),
    octets(signature),
  )
  return sequence(
    oid(OID.signedData),
    asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, [
      sequence(
        integer(1),
        set(sequence(oid(OID.sha256), nothing())),
        sequence(oid(OID.data)),
        asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, certificates.map(parse)),
        set(signerInfo),
      ),
    ]),
  )
}

const attribute = (type: string, value: Asn1) => sequence(oid(type), set(value))

/** TBSCertificate: [0] version, serialNumber, signature, issuer (RFC 5280, 4.1). */
function issuerAndSerial(certificate: Buffer): { issuer: Asn1; serial: Asn1 } {
  const tbs = partsOf(partsOf(parse(certificate))[0])
  const offset = tbs[0]?.tagClass === Class.CONTEXT_SPECIFIC ? 1 : 0
  const [serial, , issuer] = tbs.slice(offset)
  if (!serial || !issuer) throw new Error('the certificate cannot be read')
  return { issuer, serial }
}

function partsOf(value: Asn1 | undefined): Asn1[] {
  if (!value || typeof value.value === 'string') throw new Error('the certificate cannot be read')
  return value.value
}
