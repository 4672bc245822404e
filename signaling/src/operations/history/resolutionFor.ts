import { RESOLUTIONS } from '@diem-cau/signaling-contract/operations'

/**
 * The finest length of points that is kept for the whole time and is no more than so many points; if even the longest is more, several of them are one.
 * @param now milliseconds, as `from` and `to` are
 * @returns tier: place in RESOLUTIONS
 */
export function resolutionFor(
  from: number,
  to: number,
  points: number,
  now: number,
): { readonly tier: number; readonly factor: number } {
  const length = Math.max(1, (to - from) / 1000)
  const age = (now - from) / 1000
  const kept = RESOLUTIONS.findIndex(({ keptFor }) => age <= keptFor)
  const last = RESOLUTIONS.length - 1
  const oldest = kept === -1 ? last : kept
  const tier = RESOLUTIONS.findIndex(({ seconds }, index) => index >= oldest && length / seconds <= points)
  if (tier !== -1) return { tier, factor: 1 }
  return { tier: last, factor: Math.ceil(length / (RESOLUTIONS[last]?.seconds ?? 1) / points) }
}
