import type { LoggedEvent } from '@diem-cau/signaling-contract'
import type { Asked } from '../rooms/messages.ts'

export interface Audit {
  readonly acknowledged: number
  /** Acknowledged, and not on record. */
  readonly lost: number
  /** On record more than once, whatever was answered. */
  readonly doubled: number
}

/** Compares what participants were told of their commands with the meeting's log. Each command has a text of its own. */
export function audit(asked: readonly Asked[], log: readonly LoggedEvent[]): Audit {
  const counts = new Map<string, number>()
  for (const { event } of log) {
    if (event.type !== 'presenceConfirmed') continue
    for (const text of event.people) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const acknowledged = asked.filter(({ outcome }) => outcome === 'acknowledged')
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(({ text }) => !counts.has(text)).length,
    doubled: asked.filter(({ text }) => (counts.get(text) ?? 0) > 1).length,
  }
}

export interface Comings {
  /** Participants whose microphone, camera or screen was moved to another leg (SPEC 5.14). */
  readonly moved: number
  /** Participants who joined anew. */
  readonly rejoined: number
}

/** Tells what the record has of moves and joins after this moment, in milliseconds since the epoch. */
export function comings(log: readonly LoggedEvent[], since: number): Comings {
  const moved = new Set<string>()
  const rejoined = new Set<string>()
  for (const { at, event } of log) {
    if (at < since) continue
    if (event.type === 'producerClosed' && event.reason === 'moved') moved.add(event.participantId)
    if (event.type === 'participantJoined') rejoined.add(event.participantId)
  }
  return { moved: moved.size, rejoined: rejoined.size }
}

/**
 * The longest that anybody waited for the answer to a command after this moment, in milliseconds; what was asked before counts from
 * it. Null: somebody was not answered any more.
 */
export function commandsBackMs(probers: readonly (readonly Asked[])[], since: number): number | null {
  const waits = probers.map((asked) => {
    const answered = asked.filter(({ outcome, answeredAt }) => outcome === 'acknowledged' && (answeredAt ?? 0) >= since)
    if (answered.length === 0 || asked.at(-1)?.outcome !== 'acknowledged') return null
    return Math.max(...answered.map(({ wantedAt, answeredAt }) => (answeredAt ?? 0) - Math.max(wantedAt, since)))
  })
  return waits.includes(null) ? null : Math.max(...waits.map(Number))
}
