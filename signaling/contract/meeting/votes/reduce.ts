import type { VoteId } from '../../core/ids.ts'
import type { Reducers } from '../core/subject.ts'
import type { VoteEvent } from './events.ts'
import type { Vote, VotesSlice } from './state.ts'

export const reduceVotes: Reducers<VotesSlice, VoteEvent> = {
  voteOpened: ({ votes }, event, at) => {
    const { type: _, by: __, ...vote } = event
    return { votes: { ...votes, [vote.voteId]: { ...vote, openedAt: at, status: 'open', ballots: {}, result: null } } }
  },
  ballotCast: (slice, { voteId, voterId, optionId }) =>
    patchVote(slice, voteId, (vote) =>
      vote.voters[voterId] === undefined ? vote : { ...vote, ballots: { ...vote.ballots, [voterId]: optionId } },
    ),
  voteClosed: (slice, { voteId, result, ballots }) =>
    patchVote(slice, voteId, (vote) => ({ ...vote, status: 'closed', result, ballots: ballots ?? vote.ballots })),
  voteCancelled: (slice, { voteId }) => patchVote(slice, voteId, (vote) => ({ ...vote, status: 'cancelled' })),
}

function patchVote(slice: VotesSlice, voteId: VoteId, patch: (vote: Vote) => Vote): VotesSlice {
  const vote = slice.votes[voteId]
  return vote ? { votes: { ...slice.votes, [voteId]: patch(vote) } } : slice
}
