import type { Finding, Health } from '@diem-cau/signaling-contract/operations'

/** A resource that nothing was read of for so long is unknown, milliseconds. */
export const UNREAD_AFTER_MS = 3000

/**
 * How a resource is. What could not be read is neither good nor weak; that something is bad may be known all the same (a line that is
 * cut).
 * @param sampledAt of the newest sample; null: there never was one
 */
export function healthOf(
  { findings, sampledAt }: { readonly findings: readonly Finding[]; readonly sampledAt: number | null },
  at: number,
): Health {
  if (findings.some(({ code }) => code === 'cut' || code === 'noAnswer')) return 'bad'
  if (sampledAt === null || at - sampledAt >= UNREAD_AFTER_MS) return 'unknown'
  if (findings.some(({ health }) => health === 'bad')) return 'bad'
  return findings.length > 0 ? 'weak' : 'good'
}
