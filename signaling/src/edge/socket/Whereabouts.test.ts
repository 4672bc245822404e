import { MeetingError } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { type Move, nextWhereabouts, type Whereabouts } from './Whereabouts.ts'

type Host = 'A' | 'B'
type Place = { readonly host: Host; readonly name: string }
type At = Whereabouts<Host, Place>

const because = new MeetingError('replaced')
const FROM: Record<string, At> = {
  outside: { kind: 'outside', because },
  'at door A': { kind: 'atDoor', host: 'A', because },
  'waiting A': { kind: 'waiting', host: 'A', because },
  'joined A': { kind: 'joined', place: { host: 'A', name: 'A' } },
  gone: { kind: 'gone' },
}
const MOVES: Record<string, Move<Host, Place>> = {
  'prepare A': { kind: 'prepare', host: 'A' },
  'prepare B': { kind: 'prepare', host: 'B' },
  'join A': { kind: 'join', host: 'A' },
  'join B': { kind: 'join', host: 'B' },
  'enter A': { kind: 'enter', place: { host: 'A', name: 'new A' } },
  'enter B': { kind: 'enter', place: { host: 'B', name: 'new B' } },
  'wait A': { kind: 'wait', host: 'A' },
  'wait B': { kind: 'wait', host: 'B' },
  admitted: { kind: 'admitted' },
  leaveDoor: { kind: 'leaveDoor' },
  leave: { kind: 'leave' },
  abandon: { kind: 'abandon' },
  ejected: { kind: 'ejected', because: new MeetingError('expelled') },
  disconnected: { kind: 'disconnected' },
}

/** The place after each step, and after `-` the one that is let go; an empty cell means that all stays as it is. */
const TABLE: Record<string, Record<string, string>> = {
  outside: {
    'prepare A': 'atDoor A',
    'prepare B': 'atDoor B',
    'enter A': 'joined new A',
    'enter B': 'joined new B',
    'wait A': 'waiting A',
    'wait B': 'waiting B',
    ejected: 'outside',
    disconnected: 'gone',
  },
  'at door A': {
    'prepare A': 'atDoor A',
    'prepare B': 'atDoor B - prepared A',
    'enter A': 'joined new A - prepared A',
    'enter B': 'joined new B - prepared A',
    'wait A': 'waiting A - prepared A',
    'wait B': 'waiting B - prepared A',
    disconnected: 'gone - prepared A',
  },
  'waiting A': {
    'enter A': 'joined new A - doorstep A',
    'enter B': 'joined new B - doorstep A',
    'wait B': 'waiting B - doorstep A',
    admitted: 'outside',
    leaveDoor: 'outside - doorstep A',
    ejected: 'outside',
    disconnected: 'gone - doorstep A',
  },
  'joined A': {
    'join B': 'outside - place A',
    'enter A': 'joined new A',
    'enter B': 'joined new B - place A',
    'wait A': 'waiting A - place A',
    'wait B': 'waiting B - place A',
    leave: 'outside',
    abandon: 'outside - place A',
    ejected: 'outside',
    disconnected: 'gone - place A',
  },
  gone: {
    'enter A': 'gone - place new A',
    'enter B': 'gone - place new B',
    'wait A': 'gone - doorstep A',
    'wait B': 'gone - doorstep B',
  },
}

const nameOf = (at: At) => {
  if (at.kind === 'joined') return `joined ${at.place.name}`
  return 'host' in at ? `${at.kind} ${at.host}` : at.kind
}

test.each(Object.keys(FROM))(
  '3.14 from `%s` every move leads where the table says, and lets go of what is not had any more',
  (name) => {
    const from = FROM[name]
    if (!from) throw new Error('no such state')
    for (const [moveName, move] of Object.entries(MOVES)) {
      const { whereabouts, leaving } = nextWhereabouts(from, move)
      const left = leaving.map((one) => ` - ${one.kind} ${one.kind === 'place' ? one.place.name : one.host}`)
      expect(`${nameOf(whereabouts)}${left.join('')}`, moveName).toBe(TABLE[name]?.[moveName] ?? nameOf(from))
    }
  },
)

test('why a client is in the meeting no more is remembered at every door, until it was in again', () => {
  const walk = (...moves: string[]) =>
    moves.reduce<At>(
      (at, name) => {
        const move = MOVES[name]
        return move ? nextWhereabouts(at, move).whereabouts : at
      },
      { kind: 'outside', because: new MeetingError('notJoined') },
    )
  const codeOf = (at: At) => ('because' in at ? at.because.code : null)
  expect(codeOf(walk('enter A', 'ejected'))).toBe('expelled')
  expect(codeOf(walk('enter A', 'ejected', 'prepare A', 'wait A', 'leaveDoor'))).toBe('expelled')
  expect(codeOf(walk('prepare A', 'ejected'))).toBe('expelled')
  expect(codeOf(walk('enter A', 'ejected', 'enter A', 'leave'))).toBe('notJoined')
})
