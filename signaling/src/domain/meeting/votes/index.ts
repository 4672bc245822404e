import { type MeetingState, openVote, type VoteId, voteRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideVotes, type Tally, voteTimeUp } from './votes.ts'
import { votesForClients } from './votesForClients.ts'

type Counters = { readonly tally: (voteId: VoteId) => Promise<Tally> }

/** Votes, open and secret, by units or delegates (SPEC §12). */
export const votes = subject({
  requests: voteRequests,
  mayAsk: { 'vote:open': 'chair', 'vote:cast': 'speakers', 'vote:close': 'chair', 'vote:cancel': 'chair' },
  decide: decideVotes,
  lookUp: {
    'vote:close': async ({ voteId }: { readonly voteId: VoteId }, { tally }: Counters) => ({
      tally: await tally(voteId),
    }),
  },
  byItself: { voteTimeUp },
  due: [
    (state: MeetingState) => {
      const vote = openVote(state)
      if (!vote || vote.closesAt === null) return null
      const { voteId, closesAt } = vote
      return {
        key: voteId,
        when: { at: closesAt },
        command: async ({ tally }: Counters) => ({ type: 'voteTimeUp' as const, voteId, tally: await tally(voteId) }),
      }
    },
  ],
  forClients: votesForClients,
})
