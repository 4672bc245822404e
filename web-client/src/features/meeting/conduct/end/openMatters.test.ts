import {
  initialConduct,
  initialState,
  ItemId,
  MeetingId,
  type MeetingState,
  ParticipantId,
  UnitCode,
  VoteId,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { openMatters } from './openMatters.ts'

const point = (n: number, status: 'waiting' | 'current' | 'done') => ({
  itemId: ItemId.parse(`i.${n}`),
  title: `Nội dung ${n}`,
  presenter: '',
  minutes: 0,
  status,
  startedAt: null,
  spentMs: 0,
  conclusion: '',
})
const ward = ParticipantId.parse('ward')
const meeting = (conduct: Partial<MeetingState['conduct']>): MeetingState => ({
  ...initialState(MeetingId.parse('m')),
  conduct: { ...initialConduct, ...conduct },
})

test('what is unfinished is named: points, a running roll call, the open vote, who has the floor and who waits for it', () => {
  const vote = {
    voteId: VoteId.parse('v'),
    itemId: null,
    question: 'Thông qua?',
    options: [],
    decides: null,
    secret: false,
    electorate: 'units' as const,
    rule: { majority: { kind: 'simple' as const }, of: 'present' as const },
    mayChange: false,
    openedAt: 1,
    closesAt: null,
    status: 'open' as const,
    voters: { [UnitCode.parse('a')]: 'A' },
    ballots: {},
    result: null,
  }
  const state = meeting({
    agenda: [point(1, 'done'), point(2, 'current'), point(3, 'waiting')],
    rollCall: { openedAt: 1, closedAt: null },
    votes: { [vote.voteId]: vote },
    holders: [
      { participantId: ward, itemId: null, speaker: '', grantedAt: 1, stoppedAt: null, stoppedMs: 0, limitSec: null },
    ],
    queue: [{ participantId: ward, itemId: null, speaker: '', note: '', at: 1 }],
  })
  expect(openMatters(state)).toEqual({
    items: [point(2, 'current'), point(3, 'waiting')].map(({ itemId, title }) => ({ itemId, title })),
    rollCall: true,
    vote: 'Thông qua?',
    holders: [ward],
    queue: 1,
  })
})

test('a meeting that is through with everything leaves nothing', () => {
  expect(openMatters(meeting({ agenda: [point(1, 'done')], rollCall: { openedAt: 1, closedAt: 2 } }))).toEqual({
    items: [],
    rollCall: false,
    vote: null,
    holders: [],
    queue: 0,
  })
})
