import type { Seat, UnitRef } from '../../core/seat.ts'
import type { MeetingState, Participant } from '../whole/state.ts'
import type { Vote } from '../whole/conduct.ts'
import { isOffice } from '../roles/office.ts'
import { presentUnits } from '../rollCall/present.ts'
import { standsFor } from '../rollCall/standsFor.ts'

/** Seats that have a ballot of their own where delegates vote, and that may cast the one of their unit. */
const votingSeats: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'delegate', 'presenter'])

export const mayVote = (seat: Seat): boolean => votingSeats.has(seat)

/** The unit whose presence somebody confirms with their own hand (SPEC 10.2): the one that they vote or, in the office, write for. */
export function confirmsFor(state: MeetingState, participant: Participant): UnitRef | null {
  return mayVote(participant.seat) || isOffice(state, participant) ? standsFor(participant) : null
}

/** The vote that is open, of which there is one at most (SPEC 12.1). */
export function openVote({ conduct }: MeetingState): Vote | undefined {
  return Object.values(conduct.votes).find((vote) => vote.status === 'open')
}

/** Who has a ballot in a vote that is opened now (SPEC 12.1): names by the voter's id, a unit's code or a participant's id. */
export function votersOf(state: MeetingState, electorate: Vote['electorate']): Vote['voters'] {
  if (electorate === 'units') return Object.fromEntries(presentUnits(state).map(({ code, name }) => [code, name]))
  return Object.fromEntries(
    Object.values(state.participants)
      .filter(({ seat, line }) => mayVote(seat) && line === 'online')
      .map(({ participantId, name }) => [participantId, name]),
  )
}

/** The ballot that somebody may cast, by its voter's id; null without one. */
export function voterIdOf(vote: Vote, participant: Participant): string | null {
  if (!mayVote(participant.seat)) return null
  const id = vote.electorate === 'units' ? standsFor(participant)?.code : participant.participantId
  return id === undefined || vote.voters[id] === undefined ? null : id
}
