import {
  initialState,
  MeetingEvent,
  MeetingId,
  type MeetingState,
  ParticipantId,
  reduce,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { isAlone } from './isAlone.ts'

const joined = (id: string) => ({
  type: 'participantJoined',
  participantId: id,
  accountId: id,
  name: id,
  unit: { code: `o-mon.${id}`, name: id },
  seat: 'delegate',
  endpointId: id,
  deviceId: id,
  deviceName: 'TV',
})
const at = (...events: object[]): MeetingState =>
  events
    .map((event) => MeetingEvent.parse(event))
    .reduce((state, event, n) => reduce(state, { seq: n + 1, at: n + 1, event }), initialState(MeetingId.parse('m')))
const me = ParticipantId.parse('me')

test('a room is alone until another one comes, and when the only other one has left or lost its line', () => {
  expect(isAlone(at(joined('me')), me)).toBe(true)
  expect(isAlone(at(joined('me'), joined('other')), me)).toBe(false)
  expect(isAlone(at(joined('me'), joined('other'), { type: 'lineLost', participantId: 'other' }), me)).toBe(true)
  expect(
    isAlone(
      at(
        joined('me'),
        joined('other'),
        { type: 'lineLost', participantId: 'other' },
        { type: 'lineRestored', participantId: 'other' },
      ),
      me,
    ),
  ).toBe(false)
  expect(
    isAlone(at(joined('me'), joined('other'), { type: 'participantLeft', participantId: 'other', reason: 'left' }), me),
  ).toBe(true)
})
