import { connectedUnits, type MeetingState, quorumOf } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, closeVote, opened, optionId, programme, vote, voteData, voteId } from '../../../testing/conduct.ts'
import {
  account,
  after,
  decided,
  endpointOf,
  guestJoins,
  joinCommand,
  joins,
  leave,
  lose,
  NOON,
  participantOf,
  refusal,
  system,
  unitOf,
} from '../../../testing/people.ts'

test('10.1 a unit whose technician, observer or guest alone is there is not present: it has no ballot and no part in the majority', () => {
  const ofC = (name: string, seat: 'technician' | 'observer' | 'guest' | 'delegate') =>
    [joinCommand(name, { invitation: { name, unit: unitOf('c'), organisation: '', seat } }), account(name)] as const
  const beside = [ofC('t', 'technician'), ofC('o', 'observer'), ofC('g', 'guest'), guestJoins('h')] as const
  expect(quorumOf(after(...opened, ...beside))).toMatchObject({ present: 2, expected: 3 })
  expect(quorumOf(after(...opened, ...beside, ofC('d', 'delegate')))).toMatchObject({ present: 3 })
  const voted = [
    asks('chair', 'vote:open', voteData(1)),
    asks('a', 'vote:cast', { voteId: voteId(1), optionId: optionId('yes') }),
  ] as const
  const state = after(...opened, ...beside, ...voted, leave('b'), closeVote('chair', 1))
  expect(vote(state, 1)).toMatchObject({
    voters: { 'o-mon.a': 'Phường a', 'o-mon.b': 'Phường b' },
    result: { base: 1, passed: true },
  })
})

test('10.2 a room confirms for its own unit, the secretary for any that is expected', () => {
  const confirm = (name: string, unit: string | null) =>
    asks(name, 'rollCall:confirm', {
      unitCode: unit === null ? null : (`o-mon.${unit}` as never),
      count: 3,
      people: ['Ông A'],
    })
  expect(refusal(after(...opened), ...confirm('a', 'b'))).toBe('forbidden')
  expect(refusal(after(...opened), ...confirm('secretary', 'nowhere'))).toBe('notFound')
  const state = after(...opened, asks('chair', 'rollCall:open', {}), confirm('a', null))
  expect(state.conduct.units.find((unit) => unit.code === 'o-mon.a')?.confirmed).toMatchObject({
    count: 3,
    people: ['Ông A'],
    at: NOON,
  })
})

test('10.2 nobody confirms for a unit that they do not vote for: guest, technician and observer for none', () => {
  const beside = (seat: 'technician' | 'observer' | 'guest') =>
    [joinCommand('x', { invitation: { name: 'x', unit: unitOf('a'), organisation: '', seat } }), account('x')] as const
  const confirm = (name: string, unit: string | null) =>
    asks(name, 'rollCall:confirm', { unitCode: unit as never, count: 999, people: ['HACK'] })
  for (const seat of ['technician', 'observer', 'guest'] as const) {
    for (const unit of [null, unitOf('a').code])
      expect(refusal(after(...opened, beside(seat)), ...confirm('x', unit)), `${seat} ${unit}`).toBe('forbidden')
  }
  for (const unit of [null, unitOf('a').code, 'o-mon'])
    expect(refusal(after(...opened, guestJoins('g')), ...confirm('g', unit))).toBe('forbidden')
})

test('10.3 quorum counts units that are confirmed and connected', () => {
  const confirm = (name: string) => asks(name, 'rollCall:confirm', { unitCode: null, count: 1, people: [] })
  const called = [...opened, asks('chair', 'rollCall:open', {}), confirm('a')] as const
  expect(quorumOf(after(...called))).toEqual({ present: 1, expected: 3, needed: 2, reached: false })
  expect(quorumOf(after(...called, confirm('b'))).reached).toBe(true)
  expect(quorumOf(after(...called, confirm('b'), lose('b'))).reached).toBe(false)
  expect(connectedUnits(after(...called, lose('b'))).has('o-mon.b' as never)).toBe(false)
})

test('10.4 when units were first seen, left and came back is known from the log alone', () => {
  const unit = (state: MeetingState) => state.conduct.units.find(({ code }) => code === 'o-mon.a')
  expect(
    unit(after(joins('chair', 'chair'), joins('a'), [programme, system])),
    'there before the programme',
  ).toMatchObject({ firstSeenAt: NOON, lastLeftAt: null })
  const back = [joinCommand('a', { resume: endpointOf('a') }), account('a')] as const
  expect(unit(after(...opened, lose('a')))).toMatchObject({ lastLeftAt: NOON, lastBackAt: null })
  expect(unit(after(...opened, lose('a'), back))).toMatchObject({ lastBackAt: NOON })
})

test('10.6 without the quorum the chair starts the meeting, and opens a vote, only on purpose; how many were there is kept', () => {
  const few = [joins('chair', 'chair'), [programme, system], joins('a')] as const
  const shortfall = { present: 1, expected: 3, needed: 2 }
  const start = (data: { belowQuorum?: true }) => asks('chair', 'meeting:start', data)
  expect(refusal(after(...few), ...start({}))).toBe('belowQuorum')
  expect(decided(after(...few), ...start({ belowQuorum: true }))).toEqual([
    { type: 'meetingStarted', belowQuorum: shortfall, by: participantOf('chair') },
  ])
  const started = [...few, start({ belowQuorum: true })] as const
  expect(refusal(after(...started), ...asks('chair', 'vote:open', voteData(1)))).toBe('belowQuorum')
  expect(vote(after(...started, asks('chair', 'vote:open', voteData(1, { belowQuorum: true }))), 1)).toMatchObject({
    status: 'open',
    belowQuorum: shortfall,
  })
  // Nothing is told of the quorum when it is there, whatever was asked.
  expect(decided(after(...few, joins('b')), ...start({ belowQuorum: true }))).toEqual([
    { type: 'meetingStarted', by: participantOf('chair') },
  ])
  expect(vote(after(...opened, asks('chair', 'vote:open', voteData(1, { belowQuorum: true }))), 1)).not.toHaveProperty(
    'belowQuorum',
  )
})
