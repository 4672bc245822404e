import { isIP } from 'node:net'
import { isWildcard } from './addresses.ts'

/** People reach the office where browsers send media to, unless another address is told; of several addresses signaling takes one itself. */
export function publicUrl(
  host: string,
  port: number,
  announce: readonly string[] = [],
  isHttps: boolean,
): { DIEM_CAU_PUBLIC_URL?: string } {
  const [first] = announce
  if (process.env.DIEM_CAU_PUBLIC_URL || !isWildcard(host) || first === undefined) return {}
  const name = isIP(first) === 6 ? `[${first}]` : first
  return { DIEM_CAU_PUBLIC_URL: new URL(`${isHttps ? 'https' : 'http'}://${name}:${port}`).origin }
}
