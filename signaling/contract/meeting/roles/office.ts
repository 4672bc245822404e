import type { Seat } from '../../core/seat.ts'
import type { Participant } from '../core/state.ts'
import type { RolesSlice } from './state.ts'

/** The part of a meeting that says who acts as its chair. */
export type Chaired = { readonly conduct: Pick<RolesSlice, 'actingChair'> }

const speakingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'secretary', 'delegate', 'presenter', 'guest'])

/** Seats that have a ballot of their own where delegates vote, and that may cast the one of their unit. */
const votingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'delegate', 'presenter'])

/** True when someone on this seat takes the floor at all (SPEC 8.3). */
export const maySpeak = (seat: Seat): boolean => speakingSeats.has(seat)

export const mayVote = (seat: Seat): boolean => votingSeats.has(seat)

export const isActingChair = (state: Chaired, { participantId }: Pick<Participant, 'participantId'>): boolean =>
  state.conduct.actingChair === participantId

/** True for those who conduct the meeting: the acting chair, the deputy, the secretary. */
export function isOffice(state: Chaired, participant: Pick<Participant, 'participantId' | 'seat'>): boolean {
  return isActingChair(state, participant) || participant.seat === 'deputy' || participant.seat === 'secretary'
}

/** Smaller conducts more. */
const rank: Record<Seat, number> = {
  chair: 0,
  deputy: 1,
  secretary: 2,
  presenter: 3,
  delegate: 4,
  guest: 5,
  technician: 5,
  observer: 6,
}

/** True when someone of the office may put `other` on this seat (SPEC 7.1): the chair is handed over, never taken, and nobody promotes themselves. */
export function maySetSeat(asker: Participant, other: Participant, seat: Seat): boolean {
  if (seat === 'chair' || other.seat === 'chair' || other.participantId === asker.participantId) return false
  return asker.seat === 'chair' || rank[seat] > rank[asker.seat]
}

/** True when the chair may be given to `other` (SPEC 7.5). */
export function mayHandOver(asker: Participant, other: Participant): boolean {
  return (
    asker.seat === 'chair' &&
    maySpeak(other.seat) &&
    other.line === 'online' &&
    other.participantId !== asker.participantId
  )
}
