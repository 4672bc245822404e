import type { MeetingEvent, MeetingState } from '@diem-cau/signaling-contract'

type BallotCast = Extract<MeetingEvent, { type: 'ballotCast' }>

/** Hides how a vote stands until it is closed (SPEC 12.6); of one that was cancelled nothing is told either. */
export const votesForClients = {
  events: {
    ballotCast: (event: BallotCast): BallotCast => (event.optionId === null ? event : { ...event, optionId: null }),
  },
  state: (state: MeetingState): MeetingState => {
    const { votes } = state.conduct
    const open = Object.values(votes).filter(({ status, secret }) => status !== 'closed' && !secret)
    if (open.length === 0) return state
    const hidden = open.map(
      (vote) =>
        [
          vote.voteId,
          { ...vote, ballots: Object.fromEntries(Object.keys(vote.ballots).map((voterId) => [voterId, null])) },
        ] as const,
    )
    return { ...state, conduct: { ...state.conduct, votes: { ...votes, ...Object.fromEntries(hidden) } } }
  },
}
