import { initialState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import {
  account,
  after,
  at,
  decided,
  deviceOf,
  endpointOf,
  HOUR,
  joinCommand,
  joins,
  meetingId,
  NOON,
  opens,
  participantOf,
  refusal,
  schedule,
  system,
} from '../../../testing/people.ts'
import { refusalAtDoor } from './decideJoin.ts'

const empty = initialState(meetingId)

test('3.1 who is not invited is refused: forbidden to those who may know of the meeting, notFound to others', () => {
  expect(refusal(empty, joinCommand('x', { invitation: null, mayKnow: true }), account('x'))).toBe('forbidden')
  expect(refusal(empty, joinCommand('x', { invitation: null }), account('x'))).toBe('notFound')
})

test('3.1 the first join opens the meeting under the name it was planned with, and seats as the schedule says', () => {
  const events = decided(empty, joinCommand('chair', { seat: 'chair' }), account('chair'))
  expect(events).toMatchObject([
    { type: 'meetingOpened', title: schedule.title, hostUnit: schedule.hostUnit },
    { type: 'participantJoined', seat: 'chair', endpointId: endpointOf('chair') },
    { type: 'actingChairChanged', participantId: participantOf('chair') },
  ])
  expect(decided(after(joins('chair')), joinCommand('ward'), account('ward')).map((e) => e.type)).toEqual([
    'participantJoined',
  ])
})

test('3.2 too early is meetingNotOpen, after the end meetingEnded', () => {
  expect(refusal(empty, joinCommand('a'), account('a'), NOON - 2 * HOUR)).toBe('meetingNotOpen')
  expect(refusal(empty, joinCommand('a'), account('a'), NOON + 48 * HOUR)).toBe('meetingEnded')
  const ended = after(joins('a'), [{ type: 'end' }, system])
  expect(refusal(ended, joinCommand('a'), account('a'))).toBe('meetingEnded')
})

test('3.3 a second device is told the name of the first while that is online', () => {
  const state = after(joins('a'))
  const second = joinCommand('a', { deviceId: deviceOf('a', 2), n: 2 })
  expect(refusal(state, second, account('a'))).toBe('alreadyJoined')
})

test('3.3 with takeover it gets the same participant and seat; what the first sent ends before', () => {
  const state = after(joins('a', 'secretary'), opens('a', 'mic'), opens('a', 'camera'))
  const second = joinCommand('a', { deviceId: deviceOf('a', 2), n: 2, takeover: true })
  expect(decided(state, second, account('a'))).toMatchObject([
    { type: 'producerClosed', source: 'mic', reason: 'replaced' },
    { type: 'producerClosed', source: 'camera', reason: 'replaced' },
    { type: 'endpointReplaced', participantId: participantOf('a'), endpointId: endpointOf('a', 2) },
  ])
})

test('3.3 a device whose line is lost is taken over without asking', () => {
  const state = after(joins('a'), [{ type: 'loseLine', endpointId: endpointOf('a') }, system])
  const second = joinCommand('a', { deviceId: deviceOf('a', 2), n: 2 })
  expect(decided(state, second, account('a')).map((e) => e.type)).toEqual(['endpointReplaced'])
})

test('3.4 the same tab never has to ask, and goes on with its endpoint when it still has it', () => {
  const online = after(joins('a'))
  expect(decided(online, joinCommand('a', { n: 2 }), account('a')).map((e) => e.type)).toEqual(['endpointReplaced'])
  expect(decided(online, joinCommand('a', { n: 2, resume: endpointOf('a') }), account('a'))).toEqual([])
  const lost = after(joins('a'), [{ type: 'loseLine', endpointId: endpointOf('a') }, system])
  expect(decided(lost, joinCommand('a', { n: 2, resume: endpointOf('a') }), account('a'))).toEqual([
    { type: 'lineRestored', participantId: participantOf('a') },
  ])
})

test("5.8 a prepared endpoint that is the participant's by now is not replaced by itself", () => {
  const state = after(joins('a'))
  expect(decided(state, joinCommand('a'), account('a'))).toEqual([])
})

test('3.4 the endpoint of another device cannot be resumed', () => {
  const state = after(joins('a'))
  const other = joinCommand('a', { deviceId: deviceOf('a', 2), n: 2, resume: endpointOf('a') })
  expect(refusal(state, other, account('a'))).toBe('alreadyJoined')
})

test('a meeting with all the rooms it can take is full, but those who are in it come back', () => {
  const full = after(...['w1', 'w2', 'w3'].map((name) => joins(name)))
  expect(refusal(full, joinCommand('late', { maxParticipants: 3 }), account('late'))).toBe('meetingFull')
  expect(refusal(full, joinCommand('late', { maxParticipants: 4 }), account('late'))).toBeNull()
  expect(refusal(full, joinCommand('w3', { n: 2, maxParticipants: 3 }), account('w3'))).toBeNull()
})

test('5.7 the door refuses whom a join would refuse, and nobody else', () => {
  const at = (changes: Parameters<typeof joinCommand>[1], state = empty, now = NOON) =>
    refusalAtDoor(state, joinCommand('a', changes), now)?.code ?? null
  expect(at({})).toBeNull()
  expect(at({ invitation: null })).toBe('notFound')
  expect(at({ invitation: null, mayKnow: true })).toBe('forbidden')
  expect(at({}, empty, NOON - 2 * HOUR)).toBe('meetingNotOpen')
  expect(at({}, after(joins('b'), [{ type: 'end' }, system]))).toBe('meetingEnded')
})

test('4.1 only an account joins', () => {
  expect(refusal(empty, joinCommand('a'), system)).toBe('forbidden')
  expect(refusal(empty, joinCommand('a'), at('a'))).toBe('forbidden')
})

test('3.7 with a waiting room whoever conducts or is of the host unit comes in at once, others wait, once', () => {
  const guarded = { ...schedule, waitingRoom: true }
  for (const seat of ['chair', 'deputy', 'secretary'] as const) {
    expect(
      decided(after(joins('x')), joinCommand('a', { seat, schedule: guarded }), account('a')).map((e) => e.type),
    ).toContain('participantJoined')
  }
  const ofHost = joinCommand('a', { schedule: guarded })
  const invitation = ofHost.invitation && { ...ofHost.invitation, unit: schedule.hostUnit }
  expect(decided(after(joins('x')), { ...ofHost, invitation }, account('a')).map((e) => e.type)).toEqual([
    'participantJoined',
  ])

  const guest = invitation && { ...invitation, seat: 'guest' as const }
  expect(decided(after(joins('x')), { ...ofHost, invitation: guest }, account('a')).map((e) => e.type)).toEqual([
    'visitorCame',
  ])

  const ward = joinCommand('ward', { schedule: guarded })
  expect(decided(empty, ward, account('ward')).map((e) => e.type)).toEqual(['meetingOpened', 'visitorCame'])
  const waiting = after(joins('x'), [ward, account('ward')])
  expect(decided(waiting, ward, account('ward'))).toEqual([])
  const admitted = after(joins('x'), [ward, account('ward')], [{ type: 'settleDoor', schedule }, system])
  expect(admitted.door).toMatchObject({ waiting: [], admitted: { [participantOf('ward')]: true } })
  expect(decided(admitted, ward, account('ward')).map((e) => e.type)).toEqual(['participantJoined'])
})

test('3.6, 3.7 nobody but the system puts out, or takes somebody from the door', () => {
  for (const type of ['putOut', 'leaveDoor'] as const) {
    expect(refusal(after(joins('a'), joins('b')), { type, participantId: participantOf('b') }, account('a'))).toBe(
      'forbidden',
    )
  }
})
