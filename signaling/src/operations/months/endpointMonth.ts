import type { OperationEvent } from '@diem-cau/signaling-contract/operations'
import { foundIn } from '../causes/foundIn.ts'
import { BECAUSE, type EndpointMonth, type Span } from './badTime.ts'

/** What of an endpoint's row is needed; milliseconds. */
export type EndpointRow = {
  readonly meetingId: string
  readonly unit: string
  readonly firstAt: number
  readonly lastAt: number
}

/**
 * When an endpoint was in its meeting within a time, and what was bad with it then. Pure.
 * @param events of this endpoint, the oldest first, from before the time if it had come before
 */
export function endpointMonth(
  { meetingId, unit, firstAt, lastAt }: EndpointRow,
  events: readonly OperationEvent[],
  { from, to }: Span,
): EndpointMonth {
  const there: Span[] = []
  let since: number | null = null
  for (const { kind, at } of events) {
    if (kind === 'joined') since ??= at
    if (kind !== 'left' || since === null) continue
    there.push({ from: since, to: at })
    since = null
  }
  // One that a process took along when it died never left.
  if (since !== null) there.push({ from: since, to: Math.max(since, lastAt) })
  if (events.every(({ kind }) => kind !== 'joined')) there.push({ from: firstAt, to: lastAt })
  const cut = (span: Span): Span[] => {
    const [begin, end] = [Math.max(span.from, from), Math.min(span.to, to)]
    return end > begin ? [{ from: begin, to: end }] : []
  }
  const found = foundIn(events, { from, to, forgottenAt: null, latest: null })
  return {
    meetingId,
    unit,
    there: there.flatMap(cut),
    bad: found.flatMap(({ code, health, since: begin, until }) => {
      const because = BECAUSE[code]
      if (health !== 'bad' || because === undefined) return []
      return cut({ from: begin, to: until ?? Math.max(begin, lastAt) }).map((span) => ({ ...span, because }))
    }),
  }
}
