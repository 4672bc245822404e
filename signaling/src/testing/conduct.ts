import { ItemId, type MeetingState, OptionId, VoteId } from '@diem-cau/signaling-contract'
import type { Command } from '../domain/meeting/decide/Command.ts'
import type { ConductRequest, ConductRequestName } from '../domain/meeting/decide/ConductCommand.ts'
import { at, joins, participantOf, system, unitOf } from './people.ts'

type DataOf<N extends ConductRequestName> = Extract<ConductRequest, { type: N }>['data']

/** A request as its participant sends it. */
export const asks = <N extends Exclude<ConductRequestName, 'vote:close' | 'paper:open'>>(
  name: string,
  type: N,
  data: DataOf<N>,
) => [{ type, data } as Extract<ConductRequest, { type: N }>, at(name)] as const

export const itemId = (n: number) => ItemId.parse(`item-${n}`)
export const voteId = (n: number) => VoteId.parse(`vote-${n}`)
export const optionId = (name: string) => OptionId.parse(name)

/** Two points, and the wards a, b, c as those that are expected. */
export const programme: Extract<Command, { type: 'setProgramme' }> = {
  type: 'setProgramme',
  programme: {
    version: 1,
    agenda: [1, 2].map((n) => ({ itemId: itemId(n), title: `Nội dung ${n}`, presenter: '', minutes: 15 })),
    units: ['a', 'b', 'c'].map(unitOf),
    mode: 'chaired',
    share: 'floor',
    speakLimitSec: 300,
    quorum: { numerator: 2, denominator: 3 },
  },
}

/** A meeting that the chair has opened: chair, deputy, secretary, wards a and b. */
export const opened = [
  joins('chair', 'chair'),
  [programme, system],
  joins('deputy', 'deputy'),
  joins('secretary', 'secretary'),
  joins('a'),
  joins('b'),
  asks('chair', 'meeting:start', {}),
] as const

/** The chair gives somebody the floor. */
export const grant = (name: string) =>
  asks('chair', 'floor:grant', { participantId: participantOf(name), itemId: null })

/** A vote on "yes" or "no", open until it is closed. */
export const voteData = (n: number, changes: Partial<DataOf<'vote:open'>> = {}): DataOf<'vote:open'> => ({
  voteId: voteId(n),
  itemId: null,
  question: 'Thông qua dự thảo nghị quyết?',
  options: ['yes', 'no', 'abstain'].map((name) => ({ optionId: optionId(name), label: name })),
  decides: optionId('yes'),
  secret: false,
  electorate: 'units',
  rule: { majority: { kind: 'simple' }, of: 'present' },
  mayChange: false,
  forSec: null,
  ...changes,
})

export const closeVote = (name: string, n: number, tally: Record<string, number> | null = null) =>
  [
    { type: 'vote:close', data: { voteId: voteId(n) }, tally } as Extract<ConductRequest, { type: 'vote:close' }>,
    at(name),
  ] as const

export const vote = (state: MeetingState, n: number) => state.conduct.votes[voteId(n)]
