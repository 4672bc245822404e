import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshMedia } from '../testing/FakeDevice.ts'
import { type LinkEvent, type LinkState, nextLink, shownAs } from './linkState.ts'

type State = LinkState<string>
type Event = LinkEvent<string>

const media = freshMedia('a')
const told = false

const states = {
  none: { kind: 'none' },
  starting: { kind: 'starting', media, told },
  running: { kind: 'running', session: 's' },
  lost: { kind: 'lost', afterMs: 500, told },
  asking: { kind: 'asking', told },
  waiting: { kind: 'waiting', retryMs: null, told },
  unsupported: { kind: 'unsupported' },
} as const satisfies { [K in State['kind']]: Extract<State, { kind: K }> }

const joined = { type: 'joined', told: true, prepared: null } as const
const events = {
  joinedFresh: { ...joined, media: { kind: 'fresh', ...media } },
  joinedKept: { ...joined, media: { kind: 'kept' } },
  joinedPrepared: { ...joined, media: { kind: 'kept' }, prepared: 'p' },
  joinedWaiting: { ...joined, media: { kind: 'waiting' } },
  started: { type: 'started', session: 'new' },
  startRefused: { type: 'startFailed', passing: true, retryMs: 9 },
  startImpossible: { type: 'startFailed', passing: false, retryMs: 9 },
  answered: { type: 'answered', media },
  refused: { type: 'refused', noNode: false, retryMs: 9 },
  refusedNoNode: { type: 'refused', noNode: true, retryMs: 9 },
  due: { type: 'due' },
  lost: { type: 'lost', afterMs: 7 },
  nodeReady: { type: 'nodeReady' },
  broken: { type: 'broken', session: 's' },
  brokenOther: { type: 'broken', session: 'before' },
  left: { type: 'left' },
} as const satisfies Record<string, Event>

const SAME = '.'
/** By state, in the order of `events`: what follows. */
const table: Record<State['kind'], readonly (State['kind'] | typeof SAME)[]> = {
  none: ['starting', 'asking', 'running', 'waiting', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.'],
  starting: [
    'starting',
    'asking',
    'running',
    'waiting',
    'running',
    'waiting',
    'unsupported',
    '.',
    '.',
    '.',
    '.',
    'lost',
    '.',
    '.',
    '.',
    'none',
  ],
  running: [
    'starting',
    '.',
    'running',
    'waiting',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    'lost',
    '.',
    'asking',
    '.',
    'none',
  ],
  lost: [
    'starting',
    'asking',
    'running',
    'waiting',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    'asking',
    'lost',
    'asking',
    '.',
    '.',
    'none',
  ],
  asking: [
    'starting',
    'asking',
    'running',
    'waiting',
    '.',
    '.',
    '.',
    'starting',
    'lost',
    'waiting',
    '.',
    'lost',
    'asking',
    '.',
    '.',
    'none',
  ],
  waiting: [
    'starting',
    'asking',
    'running',
    'waiting',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    'asking',
    'lost',
    'asking',
    '.',
    '.',
    'none',
  ],
  unsupported: [
    'starting',
    'asking',
    'running',
    'waiting',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    '.',
    'none',
  ],
}

test.each(Object.values(states))('from $kind each event leads where the table says', (state) => {
  const found = Object.values(events).map((event) => {
    const next = nextLink<string>(state, event)
    return next === state ? SAME : next.kind
  })
  expect(found).toEqual(table[state.kind])
})

test('5.8 what was prepared runs at once; 6.2 what was kept runs on as the same session', () => {
  expect(nextLink<string>(states.none, events.joinedPrepared)).toEqual({ kind: 'running', session: 'p' })
  expect(nextLink<string>(states.running, events.joinedKept)).toBe(states.running)
})

test('6.3 new transports are asked for after the time that the server spreads over all', () => {
  expect(nextLink<string>(states.running, events.lost)).toEqual({ kind: 'lost', afterMs: 7, told: true })
})

test('6.5 without a media node a join waits for word of one, a refusal asks again by itself', () => {
  expect(nextLink<string>(states.none, events.joinedWaiting)).toMatchObject({ kind: 'waiting', retryMs: null })
  expect(nextLink<string>(states.asking, events.refusedNoNode)).toMatchObject({ kind: 'waiting', retryMs: 9 })
})

test('a session that is not the running one breaks nothing', () => {
  expect(nextLink<string>(states.running, events.brokenOther)).toBe(states.running)
})

const everyEvent = fc.constantFrom<Event>(...Object.values(events))

test('whatever happens: who left has nothing, and nothing runs without the word of a join', () => {
  fc.assert(
    fc.property(fc.array(everyEvent, { maxLength: 12 }), (story) => {
      const end = story.reduce<State>(nextLink, states.none)
      expect(nextLink<string>(end, events.left)).toEqual({ kind: 'none' })
      if (!story.some(({ type }) => type === 'joined')) expect(end).toBe(states.none)
    }),
  )
})

test('views see one word for both steps of a rebuild', () => {
  expect(Object.values(states).map(shownAs)).toEqual([
    'none',
    'starting',
    'running',
    'rebuilding',
    'rebuilding',
    'waiting',
    'unsupported',
  ])
})
