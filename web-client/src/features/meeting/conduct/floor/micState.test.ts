import {
  initialState,
  MeetingEvent,
  MeetingId,
  type MeetingState,
  ParticipantId,
  reduce,
} from '@diem-cau/signaling-contract'
import { describe, expect, test } from 'vitest'
import { micState } from './micState.ts'
import { chatAudiences } from '../chat/chatAudiences.ts'
import { myPart } from '../../scope/myPart.ts'

const chair = ParticipantId.parse('chair')
const ward = ParticipantId.parse('ward')

const joined = (id: string, seat: string) => ({
  type: 'participantJoined',
  participantId: id,
  accountId: id,
  name: id,
  unit: { code: `o-mon.${id}`, name: id },
  seat,
  endpointId: id,
  deviceId: id,
  deviceName: 'Chrome',
})
const mic = (id: string, paused = false) => ({
  type: 'producerOpened',
  producerId: `${id}-mic`,
  participantId: id,
  source: 'mic',
  paused,
  layerHeights: [],
})
const acting = { type: 'actingChairChanged', participantId: 'chair', reason: 'present' }
const started = { type: 'meetingStarted', by: 'chair' }
const granted = { type: 'floorGranted', participantId: 'ward', itemId: null, speaker: '', limitSec: 180, by: 'chair' }
const cut = { type: 'microphoneCut', participantId: 'ward', by: 'chair' }
const asked = (id: string) => ({ type: 'floorRequested', participantId: id, itemId: null, speaker: '', note: '' })

function after(...events: object[]): MeetingState {
  return events
    .map((event) => MeetingEvent.parse(event))
    .reduce((state, event, n) => reduce(state, { seq: n + 1, at: n + 1, event }), initialState(MeetingId.parse('m')))
}
const both = [joined('chair', 'chair'), acting, joined('ward', 'delegate'), mic('chair'), mic('ward')]

describe('the state of the microphone is what truly happens to its sound (SPEC 8.1, 8.6)', () => {
  test('before the meeting is opened everyone with an open microphone is heard', () => {
    expect(micState(after(...both), ward, 'on')).toBe('heard')
  })
  test('an open microphone without the floor is closed by the meeting; the chair is heard', () => {
    expect(micState(after(...both, started), ward, 'on')).toBe('closed')
    expect(micState(after(...both, started), chair, 'on')).toBe('heard')
    expect(micState(after(...both, started, granted), ward, 'on')).toBe('heard')
  })
  test('off is off, whatever the meeting allows, and before the server has it nobody hears', () => {
    expect(micState(after(...both, started, granted), ward, 'off')).toBe('off')
    expect(micState(after(joined('ward', 'delegate')), ward, 'on')).toBe('off')
    expect(micState(after(joined('ward', 'delegate'), mic('ward', true)), ward, 'on')).toBe('off')
    expect(micState(after(...both), null, 'on')).toBe('off')
  })
  test('cut stays cut with the floor, until the room consents', () => {
    expect(micState(after(...both, started, granted, cut), ward, 'on')).toBe('cut')
    expect(
      micState(
        after(...both, started, granted, cut, { type: 'microphoneConsented', participantId: 'ward' }),
        ward,
        'on',
      ),
    ).toBe('heard')
  })
})

describe('whatever comes together, a microphone has one state (SPEC 8.1, 8.6)', () => {
  const rights = { free: [], closed: [started], granted: [started, granted] }
  const table = (['free', 'closed', 'granted'] as const).flatMap((right) =>
    (['missing', 'paused', 'open'] as const).flatMap((producer) =>
      [false, true].flatMap((isCut) =>
        (['none', 'off', 'on'] as const).map((own) => ({ right, producer, isCut, own })),
      ),
    ),
  )
  test.for(table)('$right, $producer, cut: $isCut, own: $own', ({ right, producer, isCut, own }) => {
    const sent = producer === 'missing' ? [] : [mic('ward', producer === 'paused')]
    const state = after(
      joined('chair', 'chair'),
      acting,
      joined('ward', 'delegate'),
      ...sent,
      ...rights[right],
      ...(isCut ? [cut] : []),
    )
    const expected =
      own === 'none'
        ? 'none'
        : isCut
          ? 'cut'
          : own === 'off' || producer !== 'open'
            ? 'off'
            : right === 'closed'
              ? 'closed'
              : 'heard'
    expect(micState(state, ward, own)).toBe(expected)
    if (own === 'on') expect(micState(state, ward), 'as others see it').toBe(expected)
  })
  test('an observer has none', () => {
    expect(micState(after(joined('ward', 'observer')), ward, 'on')).toBe('none')
  })
})

describe('what my part is', () => {
  test('at the door I am nobody, and know whether it has begun', () => {
    expect(myPart(after(...both, started), null)).toMatchObject({
      me: null,
      participant: null,
      isStarted: true,
      isOffice: false,
      mayBeHeard: false,
    })
  })
  test('the place in the queue counts from one and is gone with the floor', () => {
    const queued = after(...both, joined('ward2', 'delegate'), started, asked('ward2'), asked('ward'))
    expect(myPart(queued, ward)).toMatchObject({ queuePlace: 2, holdsFloor: false, mayBeHeard: false, maySpeak: true })
    expect(myPart(after(...both, started, asked('ward'), granted), ward)).toMatchObject({
      queuePlace: null,
      holdsFloor: true,
      mayBeHeard: true,
      mayShareNow: true,
    })
  })
  test('8.6 a cut microphone is offered to be opened only where it is heard then: otherwise the floor is asked for', () => {
    expect(myPart(after(...both, started, cut), ward)).toMatchObject({ isCut: true, mayReopen: false })
    expect(myPart(after(...both, cut), ward)).toMatchObject({ isCut: true, mayReopen: true })
    expect(myPart(after(...both, started, granted, cut), ward)).toMatchObject({ isCut: true, mayReopen: true })
    expect(myPart(after(...both, started, granted), ward)).toMatchObject({ isCut: false, mayReopen: false })
  })
  test('a secretary who acts is acting chair and office; an observer neither speaks nor shares', () => {
    const instead = after(joined('sec', 'secretary'), joined('obs', 'observer'), started, {
      ...acting,
      participantId: 'sec',
      reason: 'chairGone',
    })
    expect(myPart(instead, ParticipantId.parse('sec'))).toMatchObject({
      isActingChair: true,
      isOffice: true,
      mayBeHeard: true,
    })
    expect(myPart(instead, ParticipantId.parse('obs'))).toMatchObject({
      isOffice: false,
      maySpeak: false,
      mayShareNow: false,
      mayBeHeard: false,
    })
  })
  test('a seat that was changed in the meeting is the seat', () => {
    expect(
      myPart(after(...both, { type: 'seatChanged', participantId: 'ward', seat: 'secretary', by: 'chair' }), ward),
    ).toMatchObject({ seat: 'secretary', isOffice: true })
  })
  test('9.4 in a closed chat only the office writes to all; observers never do; the secretary and the technicians can be asked always', () => {
    const state = after(...both)
    const all = ['all', 'secretary', 'technician']
    expect(chatAudiences(myPart(state, ward), true)).toEqual(all)
    expect(chatAudiences(myPart(state, ward), false)).toEqual(['secretary', 'technician'])
    expect(chatAudiences(myPart(state, chair), false)).toEqual(all)
    expect(chatAudiences(myPart(state, null), true)).toEqual([])
    const observer = myPart(after(joined('obs', 'observer')), ParticipantId.parse('obs'))
    expect(chatAudiences(observer, true)).toEqual(['secretary', 'technician'])
  })
})
