import type { MeetingState, ParticipantId } from '@diem-cau/signaling-contract'

/** Microphones of the next in the queue are made ready everywhere, closed: so many (SPEC 8.5). */
const READY_IN_QUEUE = 2

/** Finds who should be ready to be heard without delay: those who may be, and the next in the queue. */
export function nearlyHeard(state: MeetingState): ReadonlySet<ParticipantId> {
  return new Set(state.conduct.queue.slice(0, READY_IN_QUEUE).map((request) => request.participantId))
}
