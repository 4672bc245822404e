import { hostname } from 'node:os'
import { isLoopback, isWildcard } from './addresses.ts'
import { type Certificate, checkOwnCertificate, ensureCertificate } from './certificate.ts'

/**
 * The certificate of the pages: the office's own, or one that is made for all names and addresses of this machine.
 * @param local addresses of this machine
 * @returns undefined where only this machine can come: browsers give camera and microphone to localhost without HTTPS, to nobody else
 * @throws SetupError when the office's own cannot be used
 */
export async function prepareCertificate(
  options: {
    readonly dataDir: string
    readonly cert?: string
    readonly key?: string
    readonly announce?: readonly string[]
  },
  host: string,
  local: readonly string[],
): Promise<Certificate | undefined> {
  const { cert, key, dataDir } = options
  if (cert !== undefined && key !== undefined) {
    checkOwnCertificate(cert, key)
    return { cert, key, made: false }
  }
  if (isLoopback(host)) return undefined
  const addresses = isWildcard(host) ? local : [host]
  const names = [hostname(), 'localhost', ...addresses, ...(options.announce ?? []), '127.0.0.1']
  return await ensureCertificate(dataDir, [...new Set(names)])
}
