import { expect, test } from 'vitest'
import { asks, closeVote, opened, optionId, vote, voteData, voteId } from '../../../testing/conduct.ts'
import { after, decided, joins, NOON, refusal, system } from '../../../testing/people.ts'
import { isMajority } from './votes.ts'

const cast = (name: string, choice: string, n = 1) =>
  asks(name, 'vote:cast', { voteId: voteId(n), optionId: optionId(choice) })
const open = (changes: Parameters<typeof voteData>[1] = {}) => asks('chair', 'vote:open', voteData(1, changes))

test('12.1 only who acts as the chair opens, one at a time', () => {
  expect(refusal(after(...opened), ...asks('secretary', 'vote:open', voteData(1)))).toBe('forbidden')
  expect(refusal(after(...opened, open()), ...asks('chair', 'vote:open', voteData(2)))).toBe('voteOpen')
})

test('12.1 each unit that is present has one ballot, whoever of it casts it', () => {
  const state = after(...opened, open())
  expect(Object.keys(vote(state, 1)?.voters ?? {})).toEqual(['o-mon.a', 'o-mon.b'])
  expect(refusal(after(...opened, open(), joins('late')), ...cast('late', 'yes'))).toBe('forbidden')
  expect(refusal(after(...opened, open(), joins('watcher', 'observer')), ...cast('watcher', 'yes'))).toBe('forbidden')
})

test('12.2 a second ballot is ballotCast, 12.3 unless it may be changed: then the last one counts once', () => {
  expect(refusal(after(...opened, open(), cast('a', 'yes')), ...cast('a', 'no'))).toBe('ballotCast')
  const state = after(...opened, open({ mayChange: true }), cast('a', 'yes'), cast('a', 'no'), closeVote('chair', 1))
  expect(vote(state, 1)?.result).toEqual({ counts: { yes: 0, no: 1, abstain: 0 }, cast: 1, base: 2, passed: false })
})

test('12.4 simple is more than half of those present', () => {
  const half = after(...opened, open(), cast('a', 'yes'), cast('b', 'no'), closeVote('chair', 1))
  expect(vote(half, 1)?.result?.passed).toBe(false)
  const both = after(...opened, open(), cast('a', 'yes'), cast('b', 'yes'), closeVote('chair', 1))
  expect(vote(both, 1)?.result?.passed).toBe(true)
})

test('12.4 of the invited counts those who never came', () => {
  const of = (kind: 'twoThirds' | 'simple') => open({ rule: { majority: { kind }, of: 'invited' } })
  expect(
    vote(after(...opened, of('twoThirds'), cast('a', 'yes'), cast('b', 'yes'), closeVote('chair', 1)), 1)?.result,
  ).toMatchObject({ base: 3, passed: true })
  expect(vote(after(...opened, of('simple'), cast('a', 'yes'), closeVote('chair', 1)), 1)?.result).toMatchObject({
    base: 3,
    passed: false,
  })
})

test('12.4 majorities are exact', () => {
  expect(isMajority(57, 85, { kind: 'twoThirds' })).toBe(true)
  expect(isMajority(56, 85, { kind: 'twoThirds' })).toBe(false)
  expect(isMajority(43, 85, { kind: 'simple' })).toBe(true)
  expect(isMajority(42, 84, { kind: 'simple' })).toBe(false)
  expect(isMajority(0, 0, { kind: 'twoThirds' })).toBe(false)
  expect(isMajority(3, 4, { kind: 'custom', share: { numerator: 3, denominator: 4 } })).toBe(true)
})

test('12.4 a closed vote takes nothing more and never changes', () => {
  const state = after(...opened, open(), cast('a', 'yes'), closeVote('chair', 1))
  expect(refusal(state, ...cast('b', 'no'))).toBe('voteClosed')
  expect(decided(state, ...closeVote('chair', 1))).toEqual([])
})

test('12.5 a secret ballot is on record without its choice, is final, and the counters are the result', () => {
  const state = after(...opened, open({ secret: true, mayChange: true }), cast('a', 'yes'))
  expect(vote(state, 1)?.ballots).toEqual({ 'o-mon.a': null })
  expect(refusal(state, ...cast('a', 'no'))).toBe('ballotCast')
  expect(
    vote(after(...opened, open({ secret: true }), cast('a', 'yes'), closeVote('chair', 1, { yes: 1 })), 1)?.result,
  ).toMatchObject({ counts: { yes: 1, no: 0, abstain: 0 }, cast: 1 })
})

test('12.1 a countdown ends casting, and closes by itself', () => {
  const state = after(...opened, open({ forSec: 60 }))
  expect(refusal(state, ...cast('a', 'yes'), NOON + 60_000)).toBe('voteClosed')
  const up = { type: 'voteTimeUp', voteId: voteId(1), tally: null } as const
  expect(decided(state, up, system, NOON + 59_999)).toEqual([])
  expect(decided(state, up, system, NOON + 60_000)).toMatchObject([{ type: 'voteClosed', by: null }])
})

test('12.1 among delegates each person has a ballot of their own', () => {
  const state = after(
    ...opened,
    open({ electorate: 'delegates' }),
    cast('a', 'yes'),
    cast('chair', 'yes'),
    closeVote('chair', 1),
  )
  expect(vote(state, 1)?.result).toMatchObject({ cast: 2, base: 4, passed: false })
  expect(refusal(after(...opened, open({ electorate: 'delegates' })), ...cast('secretary', 'yes'))).toBe('forbidden')
})
