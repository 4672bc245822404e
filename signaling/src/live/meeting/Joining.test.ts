import type { Sync } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { endpointOf } from '../../testing/people.ts'
import { type JoinEvent, type Joining, nextJoining } from './Joining.ts'

const endpointId = endpointOf('a')
const comesIn = { kind: 'comesIn', endpointId, former: null } as const
const comesBack = { kind: 'comesBack', endpointId } as const
const waits = { kind: 'waits', because: 'waitingRoom' } as const
const sync: Sync = { kind: 'events', events: [] }

const STATES: Record<string, Joining> = {
  asked: { kind: 'asked' },
  'recording, comes in': { kind: 'recording', entry: comesIn },
  'recording, comes back': { kind: 'recording', entry: comesBack },
  'recording, waits': { kind: 'recording', entry: waits },
  waiting: { kind: 'waiting', because: 'waitingRoom' },
  'inside, came in': { kind: 'inside', entry: comesIn, sync },
  'inside, came back': { kind: 'inside', entry: comesBack, sync },
  joined: { kind: 'joined' },
  'failed, nothing to undo': { kind: 'failed', undo: { kind: 'nothing' } },
  'failed, ends the endpoint': { kind: 'failed', undo: { kind: 'endpoint', endpointId } },
  'failed, gives the place back': { kind: 'failed', undo: { kind: 'place', endpointId } },
}
const EVENTS: Record<string, JoinEvent> = {
  'decided, comes in': { kind: 'decided', entry: comesIn },
  'decided, comes back': { kind: 'decided', entry: comesBack },
  'decided, waits': { kind: 'decided', entry: waits },
  leftWaiting: { kind: 'leftWaiting' },
  movedIn: { kind: 'movedIn', sync },
  answered: { kind: 'answered' },
  failed: { kind: 'failed' },
}

/** The state that follows; not named means the same. */
const TABLE: Record<string, Record<string, string>> = {
  asked: {
    'decided, comes in': 'recording, comes in',
    'decided, comes back': 'recording, comes back',
    'decided, waits': 'recording, waits',
    failed: 'failed, nothing to undo',
  },
  'recording, comes in': { movedIn: 'inside, came in', failed: 'failed, ends the endpoint' },
  'recording, comes back': { movedIn: 'inside, came back', failed: 'failed, nothing to undo' },
  'recording, waits': { leftWaiting: 'waiting', failed: 'failed, nothing to undo' },
  'inside, came in': { answered: 'joined', failed: 'failed, gives the place back' },
  'inside, came back': { answered: 'joined', failed: 'failed, gives the place back' },
}

test.each(Object.keys(STATES))('from `%s` every event leads where the table says', (name) => {
  const from = STATES[name]
  if (!from) throw new Error('no such state')
  for (const [eventName, event] of Object.entries(EVENTS))
    expect(nextJoining(from, event), eventName).toEqual(STATES[TABLE[name]?.[eventName] ?? name])
})
