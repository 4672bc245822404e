import { z } from 'zod'
import { OptionId, ParticipantId, VoteId } from '../../core/ids.ts'
import { by } from '../core/by.ts'
import { Vote, VoterId } from './state.ts'

export const VoteEvents = [
  z.object({
    type: z.literal('voteOpened'),
    ...Vote.omit({ openedAt: true, status: true, ballots: true, result: true }).shape,
    ...by,
  }),
  /** `optionId` null: secret, or told to clients while the vote is open (SPEC 12.6). One voter's last one counts. */
  z.object({
    type: z.literal('ballotCast'),
    voteId: VoteId,
    voterId: VoterId,
    optionId: OptionId.nullable(),
    by: ParticipantId,
  }),
  /** `ballots`: who chose what; null in a secret vote. */
  z.object({
    type: z.literal('voteClosed'),
    voteId: VoteId,
    result: Vote.shape.result.unwrap(),
    ballots: Vote.shape.ballots.nullable(),
    ...by,
  }),
  z.object({ type: z.literal('voteCancelled'), voteId: VoteId, ...by }),
] as const
export type VoteEvent = z.infer<(typeof VoteEvents)[number]>
