import {
  type ConductEvent,
  connectedUnits,
  MeetingError,
  meetingLimits,
  type MeetingState,
  openVote,
  type OptionId,
  type ParticipantId,
  shortfallOf,
  type UnitCode,
  type Vote,
  type VoteId,
  voterIdOf,
  type voteRequests,
  votersOf,
} from '@diem-cau/signaling-contract'
import type { Deciders } from '../core/subject.ts'

/** Counters of a secret vote, from the store; null where nothing is counted apart. */
export type Tally = Readonly<Record<OptionId, number>> | null
type Known = { readonly 'vote:close': { readonly tally: Tally } }

/** Votes (SPEC §12). */
export const decideVotes: Deciders<typeof voteRequests, never, Known> = {
  'vote:open': (state, { data: { forSec, belowQuorum: onPurpose, ...vote } }, { participantId: by }, now) => {
    const { votes, agenda } = state.conduct
    if (votes[vote.voteId]) return new MeetingError('badRequest', 'the vote is there already')
    if (openVote(state)) return new MeetingError('voteOpen')
    if (Object.keys(votes).length >= meetingLimits.votes) return new MeetingError('recordFull', 'too many votes')
    const optionIds = new Set(vote.options.map(({ optionId }) => optionId))
    if (optionIds.size !== vote.options.length || (vote.decides !== null && !optionIds.has(vote.decides))) {
      return new MeetingError('badRequest', 'options have ids of their own', {
        issues: ['options: each has an id of its own, decides is one of them'],
      })
    }
    if (vote.itemId !== null && !agenda.some(({ itemId }) => itemId === vote.itemId))
      return new MeetingError('notFound', 'no such agenda item')
    const belowQuorum = shortfallOf(state)
    if (belowQuorum && onPurpose !== true) return new MeetingError('belowQuorum')
    // A counter cannot take a ballot back (12.5).
    const mayChange = vote.mayChange && !vote.secret
    const closesAt = forSec === null ? null : now + forSec * 1000
    return [
      {
        type: 'voteOpened',
        ...vote,
        ...(belowQuorum ? { belowQuorum } : {}),
        mayChange,
        closesAt,
        voters: votersOf(state, vote.electorate),
        by,
      },
    ]
  },
  'vote:cast': ({ conduct }, { data: { voteId, optionId } }, asker, now) => {
    const vote = conduct.votes[voteId]
    if (!vote) return noSuchVote()
    if (vote.status !== 'open' || (vote.closesAt !== null && now >= vote.closesAt))
      return new MeetingError('voteClosed')
    if (!vote.options.some((option) => option.optionId === optionId))
      return new MeetingError('badRequest', 'no such option')
    const voterId = voterIdOf(vote, asker)
    if (voterId === null) return new MeetingError('forbidden', 'has no ballot in this vote')
    const cast = vote.ballots[voterId]
    if (cast !== undefined && !vote.mayChange) return new MeetingError('ballotCast')
    if (cast === optionId) return []
    return [{ type: 'ballotCast', voteId, voterId, optionId: vote.secret ? null : optionId, by: asker.participantId }]
  },
  'vote:close': (state, { data: { voteId }, tally }, { participantId: by }) => {
    const vote = state.conduct.votes[voteId]
    if (!vote) return noSuchVote()
    return vote.status === 'open' ? [closing(state, vote, tally, by)] : []
  },
  'vote:cancel': ({ conduct }, { data: { voteId } }, { participantId: by }) => {
    const vote = conduct.votes[voteId]
    if (!vote) return noSuchVote()
    return vote.status === 'open' ? [{ type: 'voteCancelled', voteId, by }] : []
  },
}

/** The countdown of a vote is over. */
export function voteTimeUp(
  state: MeetingState,
  { voteId, tally }: { readonly voteId: VoteId; readonly tally: Tally },
  now: number,
): ConductEvent[] {
  const vote = state.conduct.votes[voteId]
  return vote?.status === 'open' && vote.closesAt !== null && now >= vote.closesAt
    ? [closing(state, vote, tally, null)]
    : []
}

function closing(state: MeetingState, vote: Vote, tally: Tally, by: ParticipantId | null): ConductEvent {
  const chosen = Object.values(vote.ballots)
  const counts = Object.fromEntries(
    vote.options.map(({ optionId }) => [
      optionId,
      vote.secret ? (tally?.[optionId] ?? 0) : chosen.filter((choice) => choice === optionId).length,
    ]),
  ) as Record<OptionId, number>
  const base = baseOf(state, vote)
  const passed = vote.decides === null ? null : isMajority(counts[vote.decides] ?? 0, base, vote.rule.majority)
  return {
    type: 'voteClosed',
    voteId: vote.voteId,
    result: { counts, cast: chosen.length, base, passed },
    ballots: vote.secret ? null : vote.ballots,
    by,
  }
}

/** Counts those of whom the majority is taken: who is present when it closes or has voted, or all who are invited (12.4). */
function baseOf(state: MeetingState, vote: Vote): number {
  if (vote.rule.of === 'invited')
    return vote.electorate === 'units' ? state.conduct.units.length : Object.keys(vote.voters).length
  const connected = connectedUnits(state)
  const isThere = (voterId: string) =>
    vote.electorate === 'units'
      ? connected.has(voterId as UnitCode)
      : state.participants[voterId as ParticipantId]?.line === 'online'
  return Object.keys(vote.voters).filter((voterId) => vote.ballots[voterId] !== undefined || isThere(voterId)).length
}

/** Whole numbers only: a third of 85 has no exact fraction in binary. */
export function isMajority(yes: number, base: number, majority: Vote['rule']['majority']): boolean {
  switch (majority.kind) {
    case 'simple':
      return yes * 2 > base
    case 'twoThirds':
      return base > 0 && yes * 3 >= base * 2
    case 'custom':
      return base > 0 && yes * majority.share.denominator >= base * majority.share.numerator
    default:
      return majority satisfies never
  }
}

const noSuchVote = () => new MeetingError('notFound', 'no such vote')
