import { isOldBrowser } from '@diem-cau/signaling-contract'
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
  if (told.facts?.networkCamera != null) found.push({ code: 'networkCamera', health: 'bad' })
  return found.map(({ code, health }) => ({
    code,
    health,
    since: before.find((finding) => finding.code === code)?.since ?? at,
    value: null,
  }))
}

/** @param browser as a page tells it (`factsOf`): name and major version */
function isOld(browser: string): boolean {
  const { name, version } = /^(?<name>.*\S) (?<version>\d+)$/u.exec(browser)?.groups ?? {}
  return isOldBrowser(name ?? null, version === undefined ? null : Number(version))
}
