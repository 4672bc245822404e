import type { LoggedEvent } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, joins, leave, lose, NOON, opens, participantOf, unitOf } from '../../testing/people.ts'
import { meetingEvents } from './meetingEvents.ts'

const logged = (...events: LoggedEvent['event'][]): LoggedEvent[] =>
  events.map((event, index) => ({ seq: index + 1, at: NOON, event }))
const a = participantOf('a')
const both = after(joins('a'), joins('b'))

test('who comes, loses the line, is back and goes, each with its unit and its device', () => {
  const events = logged(
    { type: 'lineLost', participantId: a },
    { type: 'lineRestored', participantId: a },
    { type: 'participantLeft', participantId: a, reason: 'lineLost' },
  )
  expect(meetingEvents(events, both, after(joins('a'), joins('b'), leave('a')))).toMatchObject([
    { kind: 'lineLost', name: 'a', unitCode: unitOf('a').code, at: NOON },
    { kind: 'lineBack', name: 'a' },
    { kind: 'left', name: 'a', detail: 'lineLost', resource: `endpoint:m.1/${a}` },
  ])
})

test('all that a room sends is lost at once: one event', () => {
  const state = after(joins('a'), opens('a', 'mic'), opens('a', 'camera'), lose('a'))
  const closed = (source: 'mic' | 'camera'): LoggedEvent['event'] => ({
    type: 'producerClosed',
    producerId: Object.values(state.producers)[0]?.producerId ?? ('p' as never),
    participantId: a,
    source,
    reason: 'mediaLost',
  })
  expect(meetingEvents(logged(closed('mic'), closed('camera')), state, state)).toMatchObject([{ kind: 'mediaLost' }])
})

test('what is no matter of lines and devices is left to the meeting', () => {
  expect(meetingEvents(logged({ type: 'microphoneConsented', participantId: a }), both, both)).toEqual([])
})
