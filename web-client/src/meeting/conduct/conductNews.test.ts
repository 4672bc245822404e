import { initialState, MeetingEvent, MeetingId, type MeetingState, ParticipantId, reduce } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { conductNews } from './conductNews.ts'

const me = ParticipantId.parse('me')
const joined = (id: string, seat = 'delegate') => ({
  type: 'participantJoined',
  participantId: id,
  accountId: id,
  name: id,
  unit: { code: `o-mon.${id}`, name: `Phường ${id}` },
  seat,
  endpointId: id,
  deviceId: id,
  deviceName: 'Chrome',
})
const started = { type: 'meetingStarted', by: 'chair' }
const parse = (event: object) => MeetingEvent.parse(event)
const state = (...events: object[]): MeetingState => events.map(parse).reduce((before, event, n) => reduce(before, { seq: n + 1, at: n + 1, event }), initialState(MeetingId.parse('m')))
const here = state(joined('me'), joined('chair', 'chair'), joined('other'), started)
const news = (event: object, at = here) => conductNews(parse(event), at, me)

test('a change of who acts as the chair is shown to all, and in other words to whom it falls', () => {
  const acts = (participantId: string | null, reason: string) => ({ type: 'actingChairChanged', participantId, reason })
  expect(news(acts('other', 'chairGone'))).toEqual({ key: 'chairInstead', unit: 'Phường other', shown: true })
  expect(news(acts('chair', 'returned'))).toEqual({ key: 'chairBack', unit: 'Phường chair', shown: true })
  expect(news(acts('other', 'handedOver'))).toEqual({ key: 'chairGiven', unit: 'Phường other', shown: true })
  expect(news(acts('me', 'chairGone'))).toEqual({ key: 'youAct', shown: true })
  expect(news(acts('me', 'handedOver'))).toEqual({ key: 'youChair', shown: true })
  expect(news(acts(null, 'chairGone'))).toEqual({ key: 'chairNobody', shown: true })
})

test('before the meeting has begun chairs come and go without news', () => {
  expect(news({ type: 'actingChairChanged', participantId: 'other', reason: 'chairGone' }, state(joined('other')))).toBeNull()
})

test('what others do on the floor is said, not shown; my own is told by the banners', () => {
  const request = (participantId: string) => ({ type: 'floorRequested', participantId, itemId: null, speaker: '', note: '' })
  expect(news(request('other'))).toEqual({ key: 'asks', unit: 'Phường other', shown: false })
  expect(news(request('me'))).toBeNull()
})

test('who loses the floor or the place by another hand is told so; by the own hand not', () => {
  const ended = (reason: string, by: string) => ({ type: 'floorEnded', participantId: 'me', reason, by })
  expect(news(ended('taken', 'chair'))).toEqual({ key: 'yourFloorTaken', shown: true })
  expect(news(ended('done', 'me'))).toBeNull()
  expect(news({ type: 'floorRequestEnded', participantId: 'me', reason: 'skipped', by: 'chair' })).toEqual({ key: 'youSkipped', shown: true })
  expect(news({ type: 'floorRequestEnded', participantId: 'me', reason: 'withdrawn', by: 'me' })).toBeNull()
})

test('a seat that somebody else gave me is told, that of others is not', () => {
  expect(news({ type: 'seatChanged', participantId: 'me', seat: 'secretary', by: 'chair' })).toEqual({ key: 'yourSeat', seat: 'secretary', shown: true })
  expect(news({ type: 'seatChanged', participantId: 'other', seat: 'secretary', by: 'chair' })).toBeNull()
})
