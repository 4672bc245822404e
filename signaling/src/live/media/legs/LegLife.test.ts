import { expect, test } from 'vitest'
import {
  type LegLife,
  isComingIn,
  type LifeEvent,
  maySubscribe,
  newLife,
  nextLife,
  type Standing,
  type Transports,
} from './LegLife.ts'

const TRANSPORTS: readonly Transports[] = ['none', 'starting', 'waiting', 'alive', 'lost']
const STANDINGS: readonly Standing[] = [
  'atDoor',
  'listening',
  'comingIn',
  'comingInFromDoor',
  'inside',
  'away',
  'fading',
  'gone',
]
const EVENTS: { readonly [K in LifeEvent['kind']]: Extract<LifeEvent, { kind: K }> } = {
  starting: { kind: 'starting' },
  made: { kind: 'made', worker: 0 },
  unavailable: { kind: 'unavailable' },
  found: { kind: 'found', worker: 0, producers: [], consumers: [] },
  lost: { kind: 'lost' },
  attended: { kind: 'attended' },
  faded: { kind: 'faded' },
  joining: { kind: 'joining' },
  recorded: { kind: 'recorded' },
  closed: { kind: 'closed' },
}

/**
 * Each event leads from a state of the transports to this one; states not named stay, and a `+` means that everything
 * at the node is new.
 */
const OF_TRANSPORTS: { readonly [K in LifeEvent['kind']]?: Partial<Record<Transports, string>> } = {
  starting: { none: 'starting+', starting: 'starting+', waiting: 'starting+', alive: 'starting+', lost: 'starting+' },
  made: { none: 'alive+', starting: 'alive+', waiting: 'alive+', alive: 'alive+', lost: 'alive+' },
  unavailable: { none: 'waiting+', starting: 'waiting+', waiting: 'waiting+', alive: 'waiting+', lost: 'waiting+' },
  found: { none: 'alive', lost: 'alive' },
  lost: { alive: 'lost+' },
  closed: { none: 'none+', starting: 'starting+', waiting: 'waiting+', alive: 'alive+', lost: 'lost+' },
}

/** The same of where the client stands. */
const OF_STANDING: { readonly [K in LifeEvent['kind']]?: Partial<Record<Standing, Standing>> } = {
  attended: { atDoor: 'listening', away: 'inside' },
  joining: {
    atDoor: 'comingInFromDoor',
    listening: 'comingInFromDoor',
    comingInFromDoor: 'comingIn',
    inside: 'comingIn',
    away: 'comingIn',
    fading: 'comingIn',
  },
  faded: {
    atDoor: 'fading',
    listening: 'fading',
    comingIn: 'fading',
    comingInFromDoor: 'fading',
    inside: 'fading',
    away: 'fading',
  },
  recorded: { comingIn: 'inside', comingInFromDoor: 'inside' },
  closed: {
    atDoor: 'gone',
    listening: 'gone',
    comingIn: 'gone',
    comingInFromDoor: 'gone',
    inside: 'gone',
    away: 'gone',
    fading: 'gone',
  },
}

const all: LegLife[] = TRANSPORTS.flatMap((transports) =>
  STANDINGS.map((standing) => ({ transports, standing, generation: 7 })),
)

test.each(Object.values(EVENTS))('every life goes on after `$kind` as the tables say', (event) => {
  for (const life of all) {
    const isGone = life.standing === 'gone'
    const [, transports, anew] = /^(\w+)(\+?)$/.exec(
      (!isGone && OF_TRANSPORTS[event.kind]?.[life.transports]) || life.transports,
    ) ?? ['', '', '']
    expect(nextLife(life, event), JSON.stringify(life)).toEqual({
      transports,
      standing: (!isGone && OF_STANDING[event.kind]?.[life.standing]) || life.standing,
      generation: anew === '+' ? 8 : 7,
    })
  }
})

test('the node is asked for somebody at the door, coming in or inside, never before a prepared join is on record', () => {
  const asked = all.filter(maySubscribe)
  expect(asked.map(({ transports, standing }) => `${transports} ${standing}`)).toEqual([
    'alive listening',
    'alive comingIn',
    'alive inside',
    'alive fading',
  ])
})

test('5.8 from the door into the meeting, and from the record back', () => {
  const walk = (from: 'atDoor' | 'away', kinds: LifeEvent['kind'][]) =>
    kinds.reduce<LegLife[]>((lives, kind) => [...lives, nextLife(lives.at(-1) ?? newLife(from), EVENTS[kind])], [])
  const door = walk('atDoor', ['starting', 'made', 'attended', 'joining', 'recorded'])
  expect(door.map(({ standing }) => standing)).toEqual(['atDoor', 'atDoor', 'listening', 'comingInFromDoor', 'inside'])
  expect(door.map(isComingIn)).toEqual([false, false, false, true, false])
  expect(
    door.map(({ generation }) => generation),
    'what was made at the door is kept',
  ).toEqual([1, 2, 2, 2, 2])
  expect(walk('away', ['found', 'attended']).at(-1)).toEqual({ transports: 'alive', standing: 'inside', generation: 0 })
})
