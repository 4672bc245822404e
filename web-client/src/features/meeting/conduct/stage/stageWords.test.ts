import {
  initialState,
  MeetingEvent,
  MeetingId,
  type MeetingState,
  ParticipantId,
  reduce,
  watched,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { everyoneWatches, isAbout } from './stageWords.ts'

const id = (name: string) => ParticipantId.parse(name)
const joined = (name: string, seat = 'delegate') => ({
  type: 'participantJoined',
  participantId: name,
  accountId: name,
  name,
  unit: { code: `o-mon.${name}`, name: `Phường ${name}` },
  seat,
  endpointId: name,
  deviceId: name,
  deviceName: 'Chrome',
})
const chair = [joined('chair', 'chair'), { type: 'actingChairChanged', participantId: 'chair', reason: 'present' }]
const screen = (name: string) => ({
  type: 'producerOpened',
  producerId: `${name}-screen`,
  participantId: name,
  source: 'screen',
  paused: false,
  layerHeights: [720],
})
const stage = (what: object) => ({ type: 'stageSet', stage: what, by: 'chair' })
const after = (...events: object[]): MeetingState =>
  events
    .map((event) => MeetingEvent.parse(event))
    .reduce((state, event, n) => reduce(state, { seq: n + 1, at: n + 1, event }), initialState(MeetingId.parse('m')))
const words = (state: MeetingState, me: string) => everyoneWatches(state, watched(state, null), id(me))

test('9.1 with nobody pinned and nobody speaking everyone watches the chair, whoever asks', () => {
  const state = after(...chair, joined('a'), joined('b'))
  for (const me of ['chair', 'a', 'b']) expect(words(state, me)).toEqual({ kind: 'people', people: ['chair'] })
  expect([isAbout(words(state, 'chair'), id('chair')), isAbout(words(state, 'a'), id('a'))]).toEqual([true, false])
})

test('9.1 the own screen is what everyone watches, also for who shares it', () => {
  const state = after(...chair, joined('a'), screen('chair'))
  for (const me of ['chair', 'a']) expect(words(state, me)).toEqual({ kind: 'screen', by: 'chair', beside: null })
  expect(isAbout(words(state, 'chair'), id('chair'))).toBe(true)
})

test('24.6 what lies under a document camera is read as papers, by all', () => {
  const state = after(...chair, joined('a'), { ...screen('a'), device: 'documentCamera' })
  for (const me of ['chair', 'a']) expect(words(state, me)).toEqual({ kind: 'papers', by: 'a', beside: null })
  expect(isAbout(words(state, 'a'), id('a'))).toBe(true)
})

test('9.1 what is pinned is what everyone watches, whatever is shared', () => {
  const state = after(...chair, joined('a'), screen('chair'), stage({ kind: 'pinned', participantIds: ['a'] }))
  expect(words(state, 'chair')).toEqual({ kind: 'people', people: ['a'] })
})

test('alone nobody watches anything', () => {
  expect(words(after(...chair, screen('chair')), 'chair')).toEqual({ kind: 'nothing' })
})
