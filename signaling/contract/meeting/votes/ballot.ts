import type { Participant } from '../core/state.ts'
import { type Called, presentUnits } from '../rollCall/present.ts'
import { standsFor } from '../rollCall/standsFor.ts'
import { mayVote } from '../roles/office.ts'
import type { Vote, VotesSlice } from './state.ts'

/** The vote that is open, of which there is one at most (SPEC 12.1). */
export function openVote({ conduct }: { readonly conduct: VotesSlice }): Vote | undefined {
  return Object.values(conduct.votes).find((vote) => vote.status === 'open')
}

/** Lists who has a ballot in a vote that is opened now (SPEC 12.1): names by the voter's id, a unit's code or a participant's id. */
export function votersOf(state: Called, electorate: Vote['electorate']): Vote['voters'] {
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
