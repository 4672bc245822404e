import type { OperationEvent, OperationEventKind } from '@diem-cau/signaling-contract/operations'

/** What an event means for who looks for a cause. */
export type MarkTone = 'bad' | 'good' | 'plain'

const BAD: readonly OperationEventKind[] = [
  'lineLost',
  'mediaLost',
  'nodeLost',
  'workerLost',
  'serviceLost',
  'processEnded',
  'complaint',
  'found',
]
const GOOD: readonly OperationEventKind[] = ['lineBack', 'nodeFound', 'serviceBack', 'processStarted', 'cleared']

export const toneOf = (kind: OperationEventKind): MarkTone =>
  BAD.includes(kind) ? 'bad' : GOOD.includes(kind) ? 'good' : 'plain'

/** The events near a moment that is pointed at, at most three. Seconds since the epoch; `within` in seconds. */
export const eventsNear = (events: readonly OperationEvent[], at: number, within: number): readonly OperationEvent[] =>
  events
    .filter((event) => Math.abs(event.at / 1_000 - at) <= within)
    .toSorted((a, b) => Math.abs(a.at / 1_000 - at) - Math.abs(b.at / 1_000 - at))
    .slice(0, 3)
