import { initialState, MeetingError, type MeetingState, type ParticipantId, reduce } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyStep, seats } from '../../../testing/anyStep.ts'
import { asks, opened, voteData, voteId, optionId } from '../../../testing/conduct.ts'
import { account, after, at, joinCommand, meetingId, NOON, participantOf } from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from '../decide/Command.ts'
import { decide } from '../decide/decide.ts'
import { demand } from './demand.ts'
import { receivesAlike } from './receivesAlike.ts'
import { subscriptions } from './subscriptions.ts'

const started = after(...opened)

/** The meeting after one more command; the same object when it was refused. */
function then(state: MeetingState, [command, actor]: readonly [Command, Actor], now = NOON): MeetingState {
  const events = decide(state, command, actor, now)
  return events instanceof MeetingError
    ? state
    : events.reduce((former, event) => reduce(former, { seq: 1, at: now, event }), state)
}

test.for([
  ['a roll call', asks('chair', 'rollCall:open', {}), true],
  ['a room that confirms', asks('a', 'rollCall:confirm', { unitCode: null, count: 1, people: [] }), true],
  ['a point of the agenda', asks('chair', 'agenda:start', { itemId: 'item-1' as never }), true],
  ['a vote', asks('chair', 'vote:open', voteData(1)), true],
  ['who asks for the floor', asks('a', 'floor:request', { itemId: null, speaker: '', note: '' }), false],
  ['the floor', asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: null }), false],
  ['the mode', asks('chair', 'floor:setMode', { mode: 'open' }), false],
] as const)('5.1 %s: nobody receives anything else: %o', ([, step, alike]) => {
  const next = then(started, step)
  expect(next).not.toBe(started)
  expect(receivesAlike(started, next)).toBe(alike)
})

test('5.1 a ballot changes nothing of what is received', () => {
  const voting = then(started, asks('chair', 'vote:open', voteData(1)))
  const cast = then(voting, asks('a', 'vote:cast', { voteId: voteId(1), optionId: optionId('yes') }))
  expect(cast).not.toBe(voting)
  expect(receivesAlike(voting, cast)).toBe(true)
})

test('5.1, 5.11 whatever happens in a meeting, where it is said that nobody receives anything else that is so', () => {
  const ids = seats.map(([name]) => participantOf(name))
  const viewport = { tiles: ids.map((participantId) => ({ participantId, source: 'camera' as const, height: 200 })) }
  const received = (state: MeetingState) => {
    const of = (shown: typeof viewport | null) => (self: ParticipantId) =>
      subscriptions({ state, self, speakers: [], viewport: shown, held: [] })
    const all = [...ids.map(of(null)), ...ids.map(of(viewport))]
    return { all, demand: demand({ state, speakers: [], received: all }) }
  }
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 20, maxLength: 60 }), (steps) => {
      const script = [
        ...seats.map(([who, seat]) => [joinCommand(who, { seat }), account(who)] as const),
        [{ type: 'meeting:start', data: { belowQuorum: true } }, at('chair')] as const,
        ...steps,
      ]
      let state: MeetingState = initialState(meetingId)
      for (const [index, step] of script.entries()) {
        const before = state
        state = then(state, step, NOON + index * 1000)
        if (receivesAlike(before, state)) expect(received(state), step[0].type).toEqual(received(before))
      }
    }),
    { numRuns: 50 },
  )
})
