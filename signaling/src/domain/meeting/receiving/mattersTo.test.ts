import {
  MeetingError,
  type MeetingState,
  type ProducerState,
  reduce,
  type Viewport,
} from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asks } from '../../../testing/conduct.ts'
import { after, at, joins, opens, participantOf, producerOf } from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from '../decide/Command.ts'
import { decide } from '../decide/decide.ts'
import { isSame, mattersTo } from './mattersTo.ts'
import { subscriptions } from './subscriptions.ts'

const NAMES = ['chair', 'a', 'b', 'c']
const opened = [joins('chair', 'chair'), opens('chair', 'camera'), opens('chair', 'mic')]
const viewport: Viewport = { tiles: [{ participantId: participantOf('chair'), source: 'camera', height: 720 }] }
const ward = { self: participantOf('a'), speakers: [], viewport, held: [producerOf('chair', 'camera')] }
const matters = (state: MeetingState, changes: object = {}) => mattersTo({ ...ward, ...changes, state })
const start = asks('chair', 'meeting:start', { belowQuorum: true })

test('5.1 another room that comes in, and what it opens, is of no matter to who neither sees nor hears it', () => {
  const before = after(...opened, start, joins('a'))
  const later = goOn(before, [joins('b'), opens('b', 'camera'), opens('b', 'mic')]).at(-1)
  expect(later?.participants[participantOf('b')]).toBeDefined()
  expect(later && isSame(matters(before), matters(later))).toBe(true)
})

test('5.1 what is shown, heard, held, or about to be heard matters, and everything does until the client says what it shows', () => {
  const state = after(...opened, start, joins('a'), joins('b'), opens('b', 'mic'))
  const now = matters(state)
  const granted = after(...opened, start, joins('a'), joins('b'), opens('b', 'mic'), [
    ...asks('chair', 'floor:grant', { participantId: participantOf('b'), itemId: null }),
  ])
  for (const other of [
    matters(granted),
    matters(state, { viewport: { tiles: [] } }),
    matters(state, { held: [] }),
    matters(state, { speakers: [participantOf('b')] }),
    matters(state, { viewport: null }),
  ])
    expect(isSame(now, other)).toBe(false)
})

/** The states that follow each other; what is refused changes nothing. */
function goOn(from: MeetingState, steps: readonly (readonly [Command, Actor])[]): MeetingState[] {
  let state = from
  let seq = 1000
  return steps.flatMap(([command, actor]) => {
    const events = decide(state, command, actor, 0)
    return events instanceof MeetingError
      ? []
      : events.map((event) => (state = reduce(state, { seq: ++seq, at: 0, event })))
  })
}

/** Steps that may be refused: then they change nothing. */
const step: fc.Arbitrary<readonly [Command, Actor]> = fc.oneof(
  fc.constantFrom(...NAMES).map((name) => joins(name, name === 'chair' ? 'chair' : 'delegate')),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom<ProducerState['source']>('mic', 'camera', 'screen'), fc.boolean())
    .map(([name, source, paused]) => opens(name, source, { paused })),
  fc.constant(start),
  fc
    .constantFrom(...NAMES)
    .map((name) => asks('chair', 'floor:grant', { participantId: participantOf(name), itemId: null })),
  fc.constantFrom(...NAMES).map((name) => asks(name, 'floor:request', { itemId: null, speaker: '', note: '' })),
  fc.constantFrom(...NAMES).map((name) => [{ type: 'leave' }, at(name)] as const),
)

test('5.1 while all that matters is the same, so is what a client receives, whatever happened', () => {
  const begun = after(joins('chair', 'chair'), joins('a'))
  const look = (state: MeetingState) => ({ matters: matters(state), receives: subscriptions({ ...ward, state }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let before = look(begun)
      for (const state of goOn(begun, steps)) {
        const now = look(state)
        if (isSame(before.matters, now.matters)) expect(now.receives).toEqual(before.receives)
        before = now
      }
    }),
  )
})
