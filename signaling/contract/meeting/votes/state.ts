import { z } from 'zod'
import { ItemId, OptionId, RowId, VoteId } from '../../core/ids.ts'
import { Fraction, Shortfall } from '../../core/quorum.ts'
import { recorded } from '../../text/text.ts'

/** A unit's code or a participant's id. */
export const VoterId = RowId

export const VoteRule = z.object({
  /** More than the share (simple: 1/2), or at least the share (two thirds, custom). */
  majority: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('simple') }),
    z.object({ kind: z.literal('twoThirds') }),
    z.object({ kind: z.literal('custom'), share: Fraction }),
  ]),
  /** The majority is taken of those who are present when the vote closes, or of all who are invited. */
  of: z.enum(['present', 'invited']),
})
export type VoteRule = z.infer<typeof VoteRule>

/** Ballots go to each unit, or to each named delegate. A voter's id is the unit's code or the participant's. */
export const Electorate = z.enum(['units', 'delegates'])

export const Vote = z.object({
  voteId: VoteId,
  itemId: ItemId.nullable(),
  question: recorded(1_000),
  options: z
    .array(z.object({ optionId: OptionId, label: recorded(200) }))
    .min(2)
    .max(12),
  /** The option whose share decides whether it passed; null = the result is only counted. */
  decides: OptionId.nullable(),
  secret: z.boolean(),
  electorate: Electorate,
  rule: VoteRule,
  /** True when an open ballot may be changed until closing; a secret one never may (SPEC 12.5). */
  mayChange: z.boolean(),
  /** It was opened without the quorum. */
  belowQuorum: Shortfall.exactOptional(),
  openedAt: z.int(),
  /** The countdown ends here; null = until the chair closes it. */
  closesAt: z.int().nullable(),
  status: z.enum(['open', 'closed', 'cancelled']),
  /** Voters, fixed when the vote opens: id -> name. */
  voters: z.record(VoterId, recorded(200)),
  /** Ballots that were cast: id -> option; null in a secret vote. */
  ballots: z.record(VoterId, OptionId.nullable()),
  /** Set once it is closed. `base`: the number of which the majority is taken. */
  result: z
    .object({ counts: z.record(OptionId, z.int()), cast: z.int(), base: z.int(), passed: z.boolean().nullable() })
    .nullable(),
})
export type Vote = z.infer<typeof Vote>

export const votesSlice = { votes: z.record(VoteId, Vote) }
const VotesSlice = z.object(votesSlice)
export type VotesSlice = z.infer<typeof VotesSlice>

export const initialVotes: VotesSlice = { votes: {} }
