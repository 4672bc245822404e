import { subject } from '../core/subject.ts'
import { VoteEvents } from './events.ts'
import { reduceVotes } from './reduce.ts'
import { voteRequests } from './requests.ts'
import { initialVotes, votesSlice } from './state.ts'

/** Votes, open and secret, by units or delegates (SPEC §12). */
export const votes = subject({
  slice: votesSlice,
  initial: initialVotes,
  events: VoteEvents,
  requests: voteRequests,
  reduce: reduceVotes,
})
