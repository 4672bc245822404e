import type { EndpointFacts, Finding, MediaNode } from '@diem-cau/signaling-contract/operations'

/** What is known of a resource without any sample. */
export type Told = {
  /** The room's socket broke; its place is kept. */
  readonly isCut?: boolean
  readonly facts?: EndpointFacts | null
  readonly report?: MediaNode | null
  /** It was asked and did not answer. */
  readonly isSilent?: boolean
}

/** Oldest versions whose WebRTC does what is needed here; Windows 7 ends with Chrome 109. */
const OLDEST: readonly (readonly [browser: RegExp, version: number])[] = [
  [/\b(?:Chrome|Chromium|Edge|Edg|Cốc Cốc|Opera)\b\D*(\d+)/iu, 110],
  [/\bFirefox\b\D*(\d+)/iu, 115],
  [/\bSafari\b\D*(\d+)/iu, 16],
]

/**
 * Findings that come and go with what is told, without any time to wait. Pure.
 * @param before those that there were: they keep since when
 */
export function toldFindings(told: Told, before: readonly Finding[], at: number): Finding[] {
  const found: Pick<Finding, 'code' | 'health'>[] = []
  if (told.isCut === true) found.push({ code: 'cut', health: 'bad' })
  if (told.isSilent === true) found.push({ code: 'noAnswer', health: 'bad' })
  if (told.report?.draining === true) found.push({ code: 'draining', health: 'weak' })
  if (told.facts && isOld(told.facts.browser)) found.push({ code: 'oldBrowser', health: 'weak' })
  if (told.facts?.path && told.facts.path !== 'udp') found.push({ code: 'relayed', health: 'weak' })
  return found.map(({ code, health }) => ({
    code,
    health,
    since: before.find((finding) => finding.code === code)?.since ?? at,
    value: null,
  }))
}

function isOld(browser: string): boolean {
  return OLDEST.some(([pattern, oldest]) => {
    const version = pattern.exec(browser)?.[1]
    return version !== undefined && Number(version) < oldest
  })
}
