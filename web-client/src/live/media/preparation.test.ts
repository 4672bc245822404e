import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPreparation, type Preparation, type PreparationEvent, preparedIn } from './preparation.ts'

type State = Preparation<string>
type Event = PreparationEvent<string>

const states = {
  none: { kind: 'none' },
  asking: { kind: 'asking' },
  pausing: { kind: 'pausing' },
  ready: { kind: 'ready', session: 's' },
  offered: { kind: 'offered', session: 's' },
  offeredNothing: { kind: 'offered', session: null },
  outlived: { kind: 'outlived', session: 's' },
  taken: { kind: 'taken' },
} as const satisfies Record<string, State>

const events = {
  wanted: { type: 'wanted' },
  made: { type: 'made', session: 'new' },
  failed: { type: 'failed', passing: true },
  failedForGood: { type: 'failed', passing: false },
  due: { type: 'due' },
  offered: { type: 'offered' },
  kept: { type: 'settled', answer: 'kept' },
  other: { type: 'settled', answer: 'other' },
  refused: { type: 'settled', answer: 'refused' },
  broken: { type: 'broken', session: 's' },
  brokenOther: { type: 'broken', session: 'before' },
  socketDown: { type: 'socketDown' },
  dropped: { type: 'dropped' },
} as const satisfies Record<string, Event>

const SAME = '.'
/** Each row lists, for one state, the states that follow, in the order of `events`. */
const table: Record<keyof typeof states, readonly (State['kind'] | typeof SAME)[]> = {
  none: ['asking', '.', '.', '.', '.', 'offered', '.', '.', 'asking', '.', '.', '.', '.'],
  asking: ['.', 'ready', 'pausing', 'none', '.', 'offered', 'none', 'none', '.', '.', '.', 'none', 'none'],
  pausing: ['asking', '.', '.', '.', 'asking', 'offered', 'none', 'none', 'asking', '.', '.', 'none', 'none'],
  ready: ['.', '.', '.', '.', '.', 'offered', 'taken', 'none', '.', 'pausing', '.', 'none', 'none'],
  offered: ['.', '.', '.', '.', '.', '.', 'taken', 'none', 'ready', 'offered', '.', 'outlived', 'none'],
  offeredNothing: ['.', '.', '.', '.', '.', '.', 'none', 'none', 'asking', '.', '.', '.', 'none'],
  outlived: ['.', '.', '.', '.', '.', '.', 'taken', 'none', 'asking', 'offered', '.', '.', 'none'],
  taken: ['asking', '.', '.', '.', '.', 'offered', 'none', 'none', 'asking', '.', '.', '.', 'none'],
}

const names = Object.keys(states) as (keyof typeof states)[]

test.each(names)('from %s each event leads where the table says', (name) => {
  const state: State = states[name]
  const found = Object.values(events).map((event) => {
    const next = nextPreparation<string>(state, event)
    return next === state ? SAME : next.kind
  })
  expect(found).toEqual(table[name])
})

test('5.9 a socket that is gone took with it what no join names', () => {
  expect(preparedIn(nextPreparation<string>(states.ready, events.socketDown))).toBeNull()
})

test('1.6, 5.8 the repeated join on a new socket may still be answered with what the old one prepared', () => {
  expect(preparedIn(nextPreparation<string>(states.offered, events.socketDown))).toBe('s')
})

test('5.9 refused on a new socket it is asked for anew; on the same one it stays ready for the next join', () => {
  expect(nextPreparation<string>(states.outlived, events.refused)).toEqual({ kind: 'asking' })
  expect(nextPreparation<string>(states.offered, events.refused)).toEqual({ kind: 'ready', session: 's' })
})

test('whatever happens: nothing is held that was not made, and nothing after it was dropped', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Event>(...Object.values(events)), { maxLength: 12 }), (story) => {
      const end = story.reduce<State>(nextPreparation, states.none)
      if (preparedIn(end) !== null) expect(story.map(({ type }) => type)).toContain('made')
      expect(preparedIn(nextPreparation<string>(end, events.dropped))).toBeNull()
    }),
  )
})
