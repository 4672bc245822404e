import { X509Certificate, createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { SetupError } from '../bootstrap/SetupError.mjs'

const DAY_MS = 86_400_000
/** Browsers refuse longer ones (CA/Browser Forum ballot SC31: 398 days). */
const VALID_DAYS = 397
const RENEW_BEFORE_DAYS = 30

export interface Certificate {
  cert: string
  key: string
  made: boolean
}

/** True when the certificate is about to expire or does not name one of `names` (host names and IP addresses). */
export function needsRenewal(certPem: string, names: readonly string[], now: number): boolean {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(certPem)
  } catch {
    return true
  }
  if (certificate.validToDate.getTime() - now < RENEW_BEFORE_DAYS * DAY_MS) return true
  return !names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined)
}

/**
 * The self-signed certificate of the data folder, made or renewed where needed.
 * @param now epoch ms
 * @returns paths, and whether it is a new one
 */
export async function ensureCertificate(
  dataFolder: string,
  names: readonly string[],
  now = Date.now(),
): Promise<Certificate> {
  const cert = join(dataFolder, 'https-cert.pem')
  const key = join(dataFolder, 'https-key.pem')
  if (existsSync(cert) && existsSync(key) && !needsRenewal(readFileSync(cert, 'utf8'), names, now))
    return { cert, key, made: false }
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS), // a client's clock may be behind
    notAfterDate: new Date(now + (VALID_DAYS - 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  })
  // Key first: a certificate without its key would be taken for complete.
  for (const [file, text, mode] of [
    [key, made.private, 0o600],
    [cert, made.cert, 0o644],
  ] as const) {
    writeFileSync(`${file}.new`, text, { mode, flush: true })
    renameSync(`${file}.new`, file)
  }
  return { cert, key, made: true }
}

/**
 * Own certificate: readable, not expired, and the key belongs to it.
 * @throws SetupError
 */
export function checkOwnCertificate(cert: string, key: string, now = Date.now()): void {
  const certificate = read('--cert', cert, (pem) => new X509Certificate(pem))
  const privateKey = read('--key', key, (pem) => createPrivateKey(pem))
  if (!certificate.checkPrivateKey(privateKey)) throw new SetupError(`--key ${key} is not the key of --cert ${cert}.`)
  if (certificate.validToDate.getTime() < now)
    throw new SetupError(`--cert ${cert} expired on ${certificate.validTo}. Renew it.`)
}

function read<T>(option: string, file: string, parse: (pem: Buffer) => T): T {
  try {
    return parse(readFileSync(file))
  } catch (error) {
    throw new SetupError(`${option} ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}
