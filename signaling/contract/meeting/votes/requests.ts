import { z } from 'zod'
import { ItemId, OptionId, VoteId } from '../../core/ids.ts'
import { isShare } from '../../core/quorum.ts'
import { requiredLine, requiredParagraph } from '../../text/text.ts'
import { belowQuorum, done } from '../core/rows.ts'
import { Electorate, VoteRule } from './state.ts'

const isDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length

export const voteRequests = {
  'vote:open': {
    data: z
      .object({
        voteId: VoteId,
        itemId: ItemId.nullable(),
        question: requiredParagraph(1_000),
        options: z
          .array(z.object({ optionId: OptionId, label: requiredLine(200) }))
          .min(2)
          .max(12),
        decides: OptionId.nullable(),
        secret: z.boolean(),
        electorate: Electorate,
        rule: VoteRule.refine(
          ({ majority }) => majority.kind !== 'custom' || isShare(majority.share),
          'the share is more than nothing, and the whole at most',
        ),
        mayChange: z.boolean(),
        /** Countdown in seconds; null = until the chair closes it. */
        forSec: z
          .int()
          .min(10)
          .max(24 * 3600)
          .nullable(),
        belowQuorum,
      })
      .refine(({ options }) => isDistinct(options.map(({ optionId }) => optionId)), {
        path: ['options'],
        error: 'each has an id of its own',
      })
      .refine(({ options }) => isDistinct(options.map(({ label }) => label.toLocaleLowerCase('vi'))), {
        path: ['options'],
        error: 'no two read the same',
      })
      .refine(({ options, decides }) => decides === null || options.some(({ optionId }) => optionId === decides), {
        path: ['decides'],
        error: 'is one of the options',
      }),
    response: done,
  },
  'vote:cast': { data: z.object({ voteId: VoteId, optionId: OptionId }), response: done },
  'vote:close': { data: z.object({ voteId: VoteId }), response: done },
  'vote:cancel': { data: z.object({ voteId: VoteId }), response: done },
} as const
