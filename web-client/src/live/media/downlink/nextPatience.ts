import type { LineStep } from '@diem-cau/signaling-contract'
import type { Values } from '../statistics/sampleOf.ts'

/** How long sound waits in this page before it is played, so that what comes late, or has to be sent again, is there in time. */
export interface Patience {
  /** Milliseconds at least; 0: as the browser finds by itself. */
  readonly ms: number
  /** When the line was last seen to need it, milliseconds. */
  readonly at: number
}

export const PROMPT: Patience = { ms: 0, at: -Infinity }

/** A line needs patience that loses so many percent of the packets, or for whose sound the browser made so many percent up. */
const LOST = 3
const CONCEALED = 2
/**
 * A packet is missed when the next one comes, asked for, and sent again: a way there and back and some 60 ms. Of three times one gets through
 * where 30 % are lost. What a try for more puts before the sound on a narrow line takes less than the least.
 */
const ASKED_TIMES = 3
const ASKED_TAKES_MS = 60
const LEAST_MS = 240
/** Somebody who is asked answers so much later: more is a conversation no more. */
const MOST_MS = 500
/** The line is well for so long before sound waits less again. */
const WELL_MS = 20_000

type Known = Pick<Values, 'downLoss' | 'concealed' | 'rtt'>

/** Decides once a second how long sound waits. @param receiving what the media node finds that the line carries. Pure. */
export function nextPatience(
  before: Patience,
  { downLoss, concealed, rtt }: Known,
  receiving: LineStep,
  now: number,
): Patience {
  const isWeak = receiving !== 'whole' || (downLoss ?? 0) >= LOST || (concealed ?? 0) >= CONCEALED
  if (!isWeak) return now - before.at < WELL_MS ? before : PROMPT
  const ms = Math.min(MOST_MS, Math.max(LEAST_MS, ASKED_TIMES * ((rtt ?? 0) + ASKED_TAKES_MS)))
  // A way that takes longer for a moment is no reason to play faster after it.
  return { ms: Math.max(before.ms, ms), at: now }
}
