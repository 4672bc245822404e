import type { MeetingState } from '@diem-cau/signaling-contract'

/** Everything of a meeting by which it is decided who receives what, and how much of it is taken. */
const deciding = [
  ({ participants }) => participants,
  ({ producers }) => producers,
  ({ conduct }) => conduct.startedAt,
  ({ conduct }) => conduct.actingChair,
  ({ conduct }) => conduct.mode,
  ({ conduct }) => conduct.holders,
  ({ conduct }) => conduct.queue,
  ({ conduct }) => conduct.cut,
  ({ conduct }) => conduct.stage,
  ({ conduct }) => conduct.paper,
] as const satisfies readonly ((state: MeetingState) => unknown)[]

/**
 * True when nobody receives anything else after a change: a roll call, a vote, the agenda. What a thousand rooms answer must not have each
 * of them looked at a thousand times.
 */
export function receivesAlike(before: MeetingState, after: MeetingState): boolean {
  return deciding.every((of) => of(before) === of(after))
}
