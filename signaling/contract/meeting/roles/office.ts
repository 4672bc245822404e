import type { Seat } from '../../core/seat.ts'
import type { MeetingState, Participant } from '../whole/state.ts'

const speakingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'secretary', 'delegate', 'presenter', 'guest'])

/** Whether someone on this seat takes the floor at all (SPEC 8.3). */
export const maySpeak = (seat: Seat): boolean => speakingSeats.has(seat)

export const isActingChair = (state: MeetingState, { participantId }: Participant): boolean => state.conduct.actingChair === participantId

/** Of the office that conducts the meeting: who acts as the chair, deputy, secretary. */
export function isOffice(state: MeetingState, participant: Participant): boolean {
  return isActingChair(state, participant) || participant.seat === 'deputy' || participant.seat === 'secretary'
}

/** Smaller conducts more. */
const rank: Record<Seat, number> = { chair: 0, deputy: 1, secretary: 2, presenter: 3, delegate: 4, guest: 5, technician: 5, observer: 6 }

/** Whether someone of the office may put `other` on this seat (SPEC 7.1): the chair is handed over, never taken, and nobody makes themselves more than they are. */
export function maySetSeat(asker: Participant, other: Participant, seat: Seat): boolean {
  if (seat === 'chair' || other.seat === 'chair' || other.participantId === asker.participantId) return false
  return asker.seat === 'chair' || rank[seat] > rank[asker.seat]
}

/** Whether the chair may be given to `other` (SPEC 7.5). */
export function mayHandOver(asker: Participant, other: Participant): boolean {
  return asker.seat === 'chair' && maySpeak(other.seat) && other.line === 'online' && other.participantId !== asker.participantId
}
