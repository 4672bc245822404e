import { EndpointId, ParticipantId } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isComing, nextStay, placeIn, type Stay, type StayEvent } from './stay.ts'

const place = { me: ParticipantId.parse('p.me'), endpointId: EndpointId.parse('e1') }
const after = { me: place.me, endpointId: EndpointId.parse('e2') }

const stays = {
  out: { kind: 'out', phase: { kind: 'lobby' } },
  joining: { kind: 'joining', join: { takeover: true }, letIn: false },
  joiningLetIn: { kind: 'joining', join: { takeover: true }, letIn: true },
  waiting: { kind: 'waiting', locked: false },
  entering: { kind: 'entering', place },
  inside: { kind: 'inside', place },
  returning: { kind: 'returning', place },
  pausing: { kind: 'pausing', place, retryMs: 5 },
} as const satisfies Record<string, Stay>

const retryMs = 9
const events = {
  join: { type: 'join', takeover: false },
  letIn: { type: 'letIn' },
  welcomed: { type: 'welcomed' },
  joined: { type: 'joined', place: after },
  mustWait: { type: 'refused', phase: { kind: 'waiting', locked: true }, retryMs },
  barred: { type: 'refused', phase: { kind: 'expelled', barred: true, reason: '' }, retryMs },
  notNow: { type: 'refused', phase: null, retryMs },
  shown: { type: 'shown' },
  due: { type: 'due' },
  left: { type: 'out', phase: { kind: 'left' } },
} as const satisfies Record<string, StayEvent>

const SAME = '.'
/** The kind of stay that follows, by stay and in the order of `events`. */
const table: Record<keyof typeof stays, readonly (Stay['kind'] | typeof SAME)[]> = {
  out: ['joining', '.', '.', '.', '.', '.', '.', '.', '.', 'out'],
  joining: ['.', 'joining', '.', 'entering', 'waiting', 'out', 'out', '.', '.', 'out'],
  joiningLetIn: ['.', 'joining', '.', 'entering', 'joining', 'out', 'out', '.', '.', 'out'],
  waiting: ['joining', 'joining', 'joining', '.', '.', '.', '.', '.', '.', 'out'],
  entering: ['.', '.', 'returning', '.', '.', '.', '.', 'inside', '.', 'out'],
  inside: ['.', '.', 'returning', '.', '.', '.', '.', '.', '.', 'out'],
  returning: ['.', '.', 'returning', 'entering', 'waiting', 'out', 'pausing', '.', '.', 'out'],
  pausing: ['.', '.', 'returning', '.', '.', '.', '.', '.', 'returning', 'out'],
}

const names = Object.keys(stays) as (keyof typeof stays)[]

test.each(names)('from %s each event leads where the table says', (name) => {
  const stay: Stay = stays[name]
  const found = Object.values(events).map((event) => {
    const next = nextStay(stay, event)
    return next === stay ? SAME : next.kind
  })
  expect(found).toEqual(table[name])
})

test('3.7 let in while the join is on its way: the same join goes on, and another one follows if its answer is to wait', () => {
  const told = nextStay(stays.joining, events.letIn)
  expect(told).toMatchObject({ join: stays.joining.join, letIn: true })
  const next = nextStay(told, events.mustWait)
  expect(next).toMatchObject({ kind: 'joining', letIn: false })
  expect(next.kind === 'joining' && next.join).not.toBe(stays.joining.join)
})

test('whoever comes for the first time and is refused is in the lobby; who was in is told why', () => {
  expect(nextStay(stays.joining, events.barred)).toEqual(stays.out)
  expect(nextStay(stays.returning, events.barred)).toMatchObject({ phase: { kind: 'expelled', barred: true } })
})

test('6.1 back with the endpoint of the answer', () => {
  expect(placeIn(nextStay(stays.returning, events.joined))).toEqual(after)
})

test('whatever happens: out is out, and nobody has a place without a join that was answered', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<StayEvent>(...Object.values(events)), { maxLength: 14 }), (story) => {
      const end = story.reduce<Stay>(nextStay, stays.out)
      expect(isComing(nextStay(end, events.left))).toBe(false)
      if (placeIn(end)) expect(story.map(({ type }) => type)).toContain('joined')
    }),
  )
})
