import fc from 'fast-check'
import { LegId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { freshMedia } from '../testing/FakeDevice.ts'
import {
  consumersGo,
  type Link,
  type LinkEvent,
  type LinkState,
  nextLink,
  noLink,
  sessionsOf,
  shownAs,
} from './linkState.ts'

type State = LinkState<string>
type Event = LinkEvent<string>

const media = freshMedia('a')
const told = false

const alone = { kind: 'running', beside: null, former: null } as const
const states = {
  none: { kind: 'none' },
  starting: { kind: 'starting', media, told, beside: null },
  running: { ...alone, session: 's' },
  lost: { kind: 'lost', afterMs: 500, told },
  asking: { kind: 'asking', told, full: false },
  waiting: { kind: 'waiting', retryMs: null, told, full: false },
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
  refused: { type: 'refused', noNode: false, full: false, retryMs: 9 },
  refusedNoNode: { type: 'refused', noNode: true, full: false, retryMs: 9 },
  refusedFull: { type: 'refused', noNode: true, full: true, retryMs: 9 },
  due: { type: 'due' },
  lost: { type: 'lost', afterMs: 7 },
  nodeReady: { type: 'nodeReady' },
  offered: { type: 'offered', media },
  offeredBeside: { type: 'offeredBeside', media },
  building: { type: 'building', session: 'b' },
  taken: { type: 'taken', session: 'b' },
  carries: { type: 'carries', session: 'other' },
  ended: { type: 'ended', session: 's', afterMs: 3 },
  broken: { type: 'broken', session: 's' },
  brokenOther: { type: 'broken', session: 'before' },
  lineLost: { type: 'lineLost' },
  left: { type: 'left' },
} as const satisfies Record<string, Event>

/** The media after the event, while the line is good. */
const next = (media: State, event: Event): State => {
  const link: Link<string> = { media, line: 'answered' }
  return nextLink(link, event).media
}

const SAME = '.'
/** Each row lists, for one state, the states that follow, in the order of `events`. */
const table: Record<State['kind'], string> = {
  none: 'starting asking running waiting . . . . . . . . . . . . . . . . . . . .',
  starting:
    'starting asking running waiting running waiting unsupported . . . . . lost . starting starting . . running . . . . none',
  running: 'starting . running waiting . . . . . . . . lost . starting . running . running lost asking . . none',
  lost: 'starting asking running waiting . . . . . . . asking lost asking starting . . . running . . . . none',
  asking:
    'starting asking running waiting . . . starting lost waiting waiting . lost asking starting . . . running . . . . none',
  waiting: 'starting asking running waiting . . . . . . . asking lost asking starting . . . running . . . . none',
  unsupported: 'starting asking running waiting . . . . . . . . . . . . . . . . . . . none',
}

test.each(Object.values(states))('from $kind each event leads where the table says', (state) => {
  const found = Object.values(events).map((event) => {
    const after = next(state, event)
    return after === state ? SAME : after.kind
  })
  expect(found.join(' ')).toBe(table[state.kind])
})

test('5.8 what was prepared runs at once; 6.2 what was kept runs on as the same session', () => {
  expect(next(states.none, events.joinedPrepared)).toEqual({ ...alone, session: 'p' })
  expect(next(states.running, events.joinedKept)).toBe(states.running)
})

test('6.3 new transports are asked for after the time that the server spreads over all', () => {
  expect(next(states.running, events.lost)).toEqual({ kind: 'lost', afterMs: 7, told: true })
})

test('6.5 without a media node a join waits for word of one, a refusal asks again by itself', () => {
  expect(next(states.none, events.joinedWaiting)).toMatchObject({ kind: 'waiting', retryMs: null })
  expect(next(states.asking, events.refusedNoNode)).toMatchObject({ kind: 'waiting', retryMs: 9 })
})

test('a session that is not the running one breaks nothing', () => {
  expect(next(states.running, events.brokenOther)).toBe(states.running)
})

const moving = { ...alone, session: 's', beside: 'b' } as const
const moved = { ...alone, session: 'b', former: 's' } as const

test('5.14 a leg that was built beside carries once the server knows, and the former one goes on until it is ended', () => {
  expect(next(states.running, events.building)).toEqual(moving)
  expect(next(moving, events.taken)).toEqual(moved)
  expect(next(moved, events.ended)).toEqual({ ...alone, session: 'b' })
})

test('5.14 a move that is given up, by the server or as it breaks, leaves everything as it was', () => {
  expect(next(moving, { ...events.ended, session: 'b' })).toEqual(states.running)
  expect(next(moving, { ...events.broken, session: 'b' })).toEqual(states.running)
  expect(next(moved, { ...events.ended, session: 'b' }), 'taken too late').toEqual(states.running)
})

test('5.14 a leg that is offered while another one is built replaces it', () => {
  expect(next(moving, { ...events.building, session: 'c' })).toEqual({ ...moving, beside: 'c' })
  expect(next(moving, { ...events.taken, session: 'c' })).toBe(moving)
})

test('5.14 one that is offered before there is anything to move is built after that', () => {
  const beside = freshMedia('b', 2)
  const starting = next(states.starting, { type: 'offeredBeside', media: beside })
  expect(starting).toEqual({ ...states.starting, beside })
})

test('5.15 the leg that the server says carries is the only one', () => {
  expect(next(moving, { ...events.carries, session: 'b' })).toEqual({ ...alone, session: 'b' })
  expect(next(moving, { ...events.carries, session: 's' })).toEqual(states.running)
  expect(next(states.running, { ...events.carries, session: 's' })).toBe(states.running)
})

test('5.15 when the one that carries ends, another one does; without one it is as if all were lost', () => {
  expect(next(moving, events.ended)).toEqual({ ...alone, session: 'b' })
  expect(next(states.running, events.ended)).toEqual({ kind: 'lost', afterMs: 3, told: true })
})

test('6.2 what was kept after a broken line is the one that carries', () => {
  expect(next(moving, events.joinedKept)).toEqual(states.running)
})

test('of what is at work the one that carries comes first', () => {
  expect([sessionsOf<string>(moving), sessionsOf<string>(moved), sessionsOf<string>(states.lost)]).toEqual([
    ['s', 'b'],
    ['b', 's'],
    [],
  ])
})

const everyEvent = fc.constantFrom<Event>(...Object.values(events))

test('whatever happens: who left has nothing, and nothing runs without the word of a join', () => {
  fc.assert(
    fc.property(fc.array(everyEvent, { maxLength: 12 }), (story) => {
      const end = story.reduce<State>(next, states.none)
      expect(next(end, events.left)).toEqual({ kind: 'none' })
      if (!story.some(({ type }) => type === 'joined')) expect(end).toBe(states.none)
    }),
  )
})

const line = (media: State, way: Link<string>['line'] = 'answered'): Link<string> => ({ media, line: way })

test.each(Object.values(states))(
  '6.2 from $kind a broken line returns until a join is answered or the meeting left',
  (state) => {
    const broken = nextLink(line(state), events.lineLost)
    expect(broken).toEqual(state.kind === 'none' ? line(state) : line(state, 'returning'))
    for (const [name, event] of Object.entries(events)) {
      const after = nextLink(line(state, 'returning'), event)
      const isAnswered = name.startsWith('joined') || name === 'left'
      expect(after.line, name).toBe(isAnswered ? 'answered' : 'returning')
    }
  },
)

test('what changes neither media nor line is the same link', () => {
  const link = line(states.running, 'returning')
  expect([nextLink(link, events.lineLost), nextLink(link, events.brokenOther)]).toEqual([link, link])
  expect(nextLink(link, events.lineLost)).toBe(link)
  expect(nextLink<string>(noLink, events.lineLost)).toBe(noLink)
})

const leg = (n: number) => LegId.parse(n)

test.each([
  ['of a leg that is here', line(states.running), leg(1), { isHere: true, carrying: leg(1) }, 'here'],
  ['of one that is built beside', line(states.running), leg(2), { isHere: true, carrying: leg(1) }, 'here'],
  ['of the leg that a join brings', line(states.none), leg(1), { isHere: false, carrying: null }, 'early'],
  ['while transports are made', line(states.starting), leg(1), { isHere: false, carrying: null }, 'early'],
  [
    'of a later leg than the one that carries',
    line(states.running),
    leg(3),
    { isHere: false, carrying: leg(2) },
    'early',
  ],
  ['of an earlier one', line(states.running), leg(1), { isHere: false, carrying: leg(2) }, 'nowhere'],
  [
    'before a return is answered',
    line(states.running, 'returning'),
    leg(1),
    { isHere: true, carrying: leg(1) },
    'early',
  ],
] as const)('5.13 consumers %s', (_what, link, of, session, where) => {
  expect(consumersGo(link, of, session)).toBe(where)
})

test('6.12 who waits for room is shown that, also while it is asked for again, until there is room or something else to wait for', () => {
  const full = next(states.asking, events.refusedFull)
  const asking = next(full, events.due)
  expect([full, asking, next(asking, events.refusedFull)].map(shownAs)).toEqual(['full', 'full', 'full'])
  expect(shownAs(next(states.none, { ...joined, media: { kind: 'waiting', full: true } }))).toBe('full')
  expect([next(asking, events.answered), next(asking, events.refusedNoNode)].map(shownAs)).toEqual([
    'starting',
    'waiting',
  ])
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
