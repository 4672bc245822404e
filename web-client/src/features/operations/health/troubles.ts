import type { Health, Resource, RunningMeeting } from '@diem-cau/signaling-contract/operations'
import type { Watched } from '../feed/applyChange.ts'
import { HEALTHS, rankOf } from './stableOrder.ts'

type NotWell = Exclude<Health, 'good'>

/** Something that is not well, or of which nobody knows whether it is. */
export type Trouble = { readonly id: string; readonly health: NotWell; readonly since: number } & (
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'meeting'; readonly meeting: RunningMeeting }
)

/** Everything that is not well, the worst first and of the same the oldest: what began first is often the cause. */
export function troublesOf({ resources, meetings }: Watched): readonly Trouble[] {
  const troubles: Trouble[] = []
  for (const resource of resources.values()) {
    const { id, health, since } = resource
    if (health !== 'good') troubles.push({ id, health, since, kind: 'resource', resource })
  }
  for (const meeting of meetings.values()) {
    const { meetingId: id, health, since } = meeting
    if (health !== 'good') troubles.push({ id, health, since, kind: 'meeting', meeting })
  }
  return troubles.toSorted(
    (a, b) => rankOf(a.health) - rankOf(b.health) || a.since - b.since || a.id.localeCompare(b.id),
  )
}

export type HealthCounts = Readonly<Record<Health, number>>

export function countHealths(items: Iterable<{ readonly health: Health }>): HealthCounts {
  const counts: Record<Health, number> = { bad: 0, weak: 0, unknown: 0, good: 0 }
  for (const { health } of items) counts[health]++
  return counts
}

/** The worst of all; nothing at all was read where there is nothing. */
export const worstOf = (counts: HealthCounts): Health => HEALTHS.find((health) => counts[health] > 0) ?? 'unknown'
