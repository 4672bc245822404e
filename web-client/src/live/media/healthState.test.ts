import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  newTransport,
  nextHealth,
  type Health,
  type HealthEvent,
  type Repair,
  type TransportState,
} from './healthState.ts'

const repairs = {
  idle: { kind: 'idle', restarts: 0 },
  patient: { kind: 'patient', restarts: 0 },
  restarting: { kind: 'restarting', restarts: 1 },
  restarted: { kind: 'restarted', restarts: 1 },
  spent: { kind: 'restarted', restarts: 2 },
  offline: { kind: 'offline' },
  givenUp: { kind: 'givenUp' },
  closed: { kind: 'closed' },
} as const satisfies Record<string, Repair>

const events = {
  connecting: { type: 'transport', state: 'connecting' },
  connected: { type: 'transport', state: 'connected' },
  disconnected: { type: 'transport', state: 'disconnected' },
  failed: { type: 'transport', state: 'failed' },
  due: { type: 'due' },
  woke: { type: 'woke' },
  remoteLost: { type: 'remoteLost' },
  socketUp: { type: 'socketUp' },
  socketDown: { type: 'socketDown' },
  restarted: { type: 'restarted' },
  restartFailed: { type: 'restartFailed' },
  closed: { type: 'closed' },
} as const satisfies Record<string, HealthEvent>

const SAME = '.'
type Row = readonly (Repair['kind'] | typeof SAME)[]
type Table = Record<keyof typeof repairs, Row>

/**
 * The repair that follows, by repair and in the order of `events`, for a transport that is `new` (neither connected nor
 * broken).
 */
const unbroken: Table = {
  idle: ['.', '.', 'patient', 'restarting', '.', '.', 'restarting', '.', 'offline', 'restarted', 'givenUp', 'closed'],
  patient: [
    '.',
    'idle',
    'patient',
    'restarting',
    'restarting',
    '.',
    'restarting',
    '.',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  restarting: [
    '.',
    'idle',
    'patient',
    'restarting',
    '.',
    '.',
    'restarting',
    '.',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  restarted: [
    '.',
    'idle',
    'patient',
    'restarting',
    'restarting',
    '.',
    'restarting',
    '.',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  spent: [
    '.',
    'idle',
    'patient',
    'givenUp',
    'givenUp',
    '.',
    'givenUp',
    '.',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  offline: ['.', '.', '.', '.', '.', '.', '.', 'idle', '.', '.', '.', 'closed'],
  givenUp: ['.', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.', 'closed'],
  closed: ['.', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.', '.'],
}

/** The same for one that is `failed`. */
const broken: Table = {
  ...unbroken,
  idle: [
    '.',
    '.',
    'patient',
    '.',
    '.',
    'restarting',
    'restarting',
    'restarting',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  patient: [
    '.',
    'idle',
    'patient',
    '.',
    'restarting',
    'restarting',
    'restarting',
    'restarting',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  restarting: [
    '.',
    'idle',
    'patient',
    '.',
    '.',
    'restarting',
    'restarting',
    'restarting',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  restarted: [
    '.',
    'idle',
    'patient',
    '.',
    'restarting',
    'restarting',
    'restarting',
    'restarting',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  spent: [
    '.',
    'idle',
    'patient',
    '.',
    'givenUp',
    'givenUp',
    'givenUp',
    'restarting',
    'offline',
    'restarted',
    'givenUp',
    'closed',
  ],
  offline: ['.', '.', '.', '.', '.', '.', '.', 'restarting', '.', '.', '.', 'closed'],
}

/** The same for one that is `connected`. */
const connected: Table = {
  ...unbroken,
  idle: ['.', '.', 'patient', 'restarting', '.', '.', 'restarting', '.', 'offline', '.', 'givenUp', 'closed'],
  patient: [
    '.',
    '.',
    'patient',
    'restarting',
    'restarting',
    '.',
    'restarting',
    '.',
    'offline',
    '.',
    'givenUp',
    'closed',
  ],
  restarting: ['.', '.', 'patient', 'restarting', '.', '.', 'restarting', '.', 'offline', 'idle', 'givenUp', 'closed'],
  restarted: [
    '.',
    '.',
    'patient',
    'restarting',
    'restarting',
    '.',
    'restarting',
    '.',
    'offline',
    '.',
    'givenUp',
    'closed',
  ],
  spent: ['.', '.', 'patient', 'givenUp', 'givenUp', '.', 'givenUp', '.', 'offline', '.', 'givenUp', 'closed'],
}

const tables: Partial<Record<TransportState, Table>> = { new: unbroken, failed: broken, connected }
const cases = Object.entries(tables).flatMap(([transport, table]) =>
  Object.entries(repairs).map(([name, repair]) => ({
    name,
    health: { transport: transport as TransportState, repair },
    row: table[name as keyof typeof repairs],
  })),
)

test.each(cases)('from $health.transport, $name each event leads where the table says', ({ health, row }) => {
  const found = Object.values(events).map((event) => {
    const { repair } = nextHealth(health, event)
    return repair === health.repair ? SAME : repair.kind
  })
  expect(found).toEqual(row)
})

const after = (...story: HealthEvent[]): Health => story.reduce(nextHealth, newTransport)

test('restarts are counted until it is connected again', () => {
  expect(after(events.failed).repair).toEqual({ kind: 'restarting', restarts: 1 })
  expect(after(events.failed, events.restarted, events.due).repair).toEqual({ kind: 'restarting', restarts: 2 })
  expect(after(events.failed, events.restarted, events.due, events.connected).repair).toEqual(newTransport.repair)
})

test('a socket that is back may try all of them again', () => {
  expect(after(events.failed, events.restarted, events.due, events.socketDown, events.socketUp).repair).toEqual({
    kind: 'restarting',
    restarts: 1,
  })
})

const everyEvent = fc.constantFrom<HealthEvent>(...Object.values(events))

test('whatever happens: nothing is asked while the socket is down, and nothing at all once it was closed', () => {
  fc.assert(
    fc.property(fc.array(everyEvent, { maxLength: 12 }), fc.array(everyEvent, { maxLength: 12 }), (story, more) => {
      const end = story.reduce(nextHealth, newTransport)
      const down = more.filter(({ type }) => type !== 'socketUp').reduce(nextHealth, nextHealth(end, events.socketDown))
      expect(['offline', 'givenUp', 'closed']).toContain(down.repair.kind)
      expect(more.reduce(nextHealth, nextHealth(end, events.closed)).repair).toEqual({ kind: 'closed' })
    }),
  )
})
