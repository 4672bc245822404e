import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { minutesPaper } from '@diem-cau/signaling-contract/documents'
import { expect, test } from 'vitest'
import { minutesContent } from '../../testing/minutesContent.ts'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { minutesPdf } from './minutesPdf.ts'
import { openSigner, SignerProblem } from './openSigner.ts'

const run = promisify(execFile)
const PASSWORD = 'mật khẩu của chứng thư'
const OFFICE = 'UBND quan O Mon'

/** A certificate that signs itself, as OpenSSL packs it. */
async function certificate(days = '30'): Promise<{ folder: string; p12: Buffer }> {
  const folder = await temporaryFolder()
  const at = (name: string) => join(folder, name)
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    days,
    '-subj',
    `/C=VN/O=Can Tho/CN=${OFFICE}`,
    '-addext',
    'keyUsage=digitalSignature,nonRepudiation',
    '-keyout',
    at('key.pem'),
    '-out',
    at('cert.pem'),
  ])
  await run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    at('key.pem'),
    '-in',
    at('cert.pem'),
    '-passout',
    `pass:${PASSWORD}`,
    '-out',
    at('office.p12'),
  ])
  return { folder, p12: await readFile(at('office.p12')) }
}

async function signed() {
  const { folder, p12 } = await certificate()
  const signer = openSigner(p12, PASSWORD, Date.now())
  const now = Date.now()
  const pdf = await minutesPdf(
    minutesPaper(minutesContent(), {
      fixed: { log: { seq: 9, hash: 'ab'.repeat(32) }, replaces: null },
      amendment: null,
    }),
    { title: 'Biên bản', author: 'UBND', now, signer: signer.name },
  )
  return { folder, signer, pdf: await signer.sign(pdf, now) }
}

/** Asks poppler, which shares no code with ours, about the signature; null where it is not installed. */
async function pdfsig(folder: string, pdf: Buffer): Promise<string> {
  const file = join(folder, 'signed.pdf')
  await writeFile(file, pdf)
  return run('pdfsig', ['-nocert', file]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
}

test('13.4 the signature holds for the whole file, by the office’s certificate, as another program finds', async () => {
  const { folder, signer, pdf } = await signed()
  expect(signer.name).toBe(OFFICE)
  const said = await pdfsig(folder, pdf)
  expect(said).toContain('Signature is Valid')
  expect(said).toContain('ETSI.CAdES.detached')
  expect(said).toContain('Total document signed')
  expect(said).toContain(OFFICE)
  expect(said).toContain('SHA-256')
})

test('13.4 a byte that is another is found', async () => {
  const { folder, pdf } = await signed()
  const at = pdf.indexOf('/Title') + 12
  expect(await pdfsig(folder, Buffer.from(pdf.with(at, (pdf[at] ?? 0) ^ 1)))).toContain('Digest Mismatch')
})

test('13.4 the certificate that signed is named in the signature, so that none can be put in its place', async () => {
  const { pdf } = await signed()
  const hex = /\/Contents <([0-9a-f]+)>/i.exec(pdf.toString('latin1'))?.[1] ?? ''
  // 1.2.840.113549.1.9.16.2.47, DER.
  expect(hex).toContain('060b2a864886f70d010910022f')
})

test('a wrong password, another file and a certificate that has run out are said so at once', async () => {
  const { p12 } = await certificate('1')
  expect(() => openSigner(p12, 'x', Date.now())).toThrow(SignerProblem)
  expect(() => openSigner(Buffer.from('rubbish'), PASSWORD, Date.now())).toThrow(SignerProblem)
  expect(() => openSigner(p12, PASSWORD, Date.now() + 3 * 86_400_000)).toThrow(/valid from/)
})
