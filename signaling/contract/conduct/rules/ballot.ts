import type { Seat } from '../../seat.ts'
import type { MeetingState, Participant } from '../../state.ts'
import type { Vote } from '../state.ts'

/** Seats that have a ballot of their own where delegates vote, and that may cast the one of their unit. */
const votingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'delegate', 'presenter'])

export const mayVote = (seat: Seat): boolean => votingSeats.has(seat)

/** The vote that is open, of which there is one at most (SPEC 12.1). */
export function openVote({ conduct }: MeetingState): Vote | undefined {
  return Object.values(conduct.votes).find((vote) => vote.status === 'open')
}

/** The ballot that somebody may cast, by its voter's id; null without one. */
export function voterIdOf(vote: Vote, { participantId, unit, seat }: Participant): string | null {
  if (!mayVote(seat)) return null
  const id = vote.electorate === 'units' ? unit.code : participantId
  return vote.voters[id] === undefined ? null : id
}
