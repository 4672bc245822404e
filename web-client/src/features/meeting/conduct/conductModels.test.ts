import {
  initialState,
  MeetingId,
  OptionId,
  UnitCode,
  VoteId,
  type MeetingState,
  type Vote,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { agendaClock } from './agenda/agendaClock.ts'
import { passes, rollBoard } from './rollCall/rollBoard.ts'
import { voteBars, votesNeeded } from './votes/voteBars.ts'

const base = initialState(MeetingId.parse('m.1'))
const unit = (code: string, changes: Partial<MeetingState['conduct']['units'][number]> = {}) => ({
  code: UnitCode.parse(code),
  name: code,
  addedAt: null,
  firstSeenAt: null,
  lastLeftAt: null,
  lastBackAt: null,
  confirmed: null,
  excused: null,
  ...changes,
})
const here = (code: string) => ({ line: 'online', seat: 'delegate', unit: { code: UnitCode.parse(code), name: code } })
const meeting = (units: MeetingState['conduct']['units'], connected: string[]): MeetingState => ({
  ...base,
  participants: Object.fromEntries(connected.map((code, n) => [`p.${n}`, here(code)])) as MeetingState['participants'],
  conduct: { ...base.conduct, startedAt: 1_000, units },
})

test('10.2 a unit is present once it confirmed and is connected; each of the others has its own state', () => {
  const confirmed = { count: 3, people: ['An'], at: 5, by: 'p.0' as never }
  const rows = rollBoard(
    meeting(
      [
        unit('a', { firstSeenAt: 10, confirmed }),
        unit('b', { firstSeenAt: 2_000 }),
        unit('c', { firstSeenAt: 10, confirmed }),
        unit('d', { excused: 'Bận' }),
        unit('e'),
      ],
      ['a', 'b'],
    ),
  )
  expect(rows.map(({ state }) => state)).toEqual(['present', 'connected', 'gone', 'excused', 'missing'])
  expect(rows.map(({ isLate }) => isLate)).toEqual([false, true, false, false, false])
})

test('10.4 the board narrows to a state, to those who came late, and to those who are back', () => {
  const away = { firstSeenAt: 10, lastLeftAt: 500 }
  const rows = rollBoard(
    meeting(
      [unit('a', { firstSeenAt: 2_000 }), unit('b', { ...away, lastBackAt: 900 }), unit('c', away), unit('d')],
      ['a', 'b'],
    ),
  )
  const codes = (filter: Parameters<typeof passes>[1]) =>
    rows.filter((row) => passes(row, filter)).map(({ code }) => code)
  expect([codes('all').length, codes('late'), codes('back'), codes('gone'), codes('missing')]).toEqual([
    4,
    ['a'],
    ['b'],
    ['c'],
    ['d'],
  ])
})

test('11.1 the clock of a point adds what was spent before, and says by how much it is over', () => {
  expect(agendaClock({ startedAt: null, spentMs: 30_000, minutes: 1 }, 99)).toEqual({ spentMs: 30_000, leftMs: 30_000 })
  expect(agendaClock({ startedAt: 1_000, spentMs: 30_000, minutes: 1 }, 61_000)).toEqual({
    spentMs: 90_000,
    leftMs: -30_000,
  })
  expect(agendaClock({ startedAt: 1_000, spentMs: 0, minutes: 0 }, 61_000).leftMs).toBeNull()
})

const [yes, no] = [OptionId.parse('yes'), OptionId.parse('no')]
const vote = (changes: Partial<Vote>): Vote => ({
  voteId: VoteId.parse('v'),
  itemId: null,
  question: '',
  options: [
    { optionId: yes, label: 'Tán thành' },
    { optionId: no, label: 'Không' },
  ],
  decides: yes,
  secret: false,
  electorate: 'units',
  rule: { majority: { kind: 'simple' }, of: 'present' },
  mayChange: false,
  openedAt: 0,
  closesAt: null,
  status: 'closed',
  voters: {},
  ballots: {},
  result: null,
  ...changes,
})

test('12.4 bars are shares of the base, which those who did not vote are part of', () => {
  expect(
    voteBars(vote({ result: { counts: { [yes]: 3, [no]: 1 }, cast: 4, base: 8, passed: false } })).map(
      ({ count, share }) => [count, share],
    ),
  ).toEqual([
    [3, 0.375],
    [1, 0.125],
  ])
  expect(voteBars(vote({}))).toEqual([])
})

test.for([
  ['simple', { kind: 'simple' }, 8, 5],
  ['simple of an odd base', { kind: 'simple' }, 7, 4],
  ['two thirds', { kind: 'twoThirds' }, 85, 57],
  ['custom', { kind: 'custom', share: { numerator: 3, denominator: 4 } }, 10, 8],
] as const)('12.4 votes needed: %s', ([, majority, of, needed]) => {
  expect(votesNeeded({ rule: { majority, of: 'present' } }, of)).toBe(needed)
})
