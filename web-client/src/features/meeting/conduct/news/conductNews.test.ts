import {
  initialState,
  MeetingEvent,
  MeetingId,
  type MeetingState,
  ParticipantId,
  reduce,
} from '@diem-cau/signaling-contract'
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
const room = (id: string) => ({ name: `Phường ${id}`, as: null, detail: id })
const started = { type: 'meetingStarted', by: 'chair' }
const parse = (event: object) => MeetingEvent.parse(event)
const state = (...events: object[]): MeetingState =>
  events
    .map(parse)
    .reduce((before, event, n) => reduce(before, { seq: n + 1, at: n + 1, event }), initialState(MeetingId.parse('m')))
const here = state(joined('me'), joined('chair', 'chair'), joined('other'), started)
const news = (event: object, at = here) => conductNews(parse(event), at, me)

test('a change of who acts as the chair is shown to all, and in other words to whom it falls', () => {
  const acts = (participantId: string | null, reason: string) => ({ type: 'actingChairChanged', participantId, reason })
  expect(news(acts('other', 'chairGone'))).toEqual({ key: 'chairInstead', who: room('other'), shown: true })
  expect(news(acts('chair', 'returned'))).toEqual({ key: 'chairBack', who: room('chair'), shown: true })
  expect(news(acts('other', 'handedOver'))).toEqual({ key: 'chairGiven', who: room('other'), shown: true })
  expect(news(acts('me', 'chairGone'))).toEqual({ key: 'youAct', shown: true })
  expect(news(acts('me', 'handedOver'))).toEqual({ key: 'youChair', shown: true })
  expect(news(acts(null, 'chairGone'))).toEqual({ key: 'chairNobody', shown: true })
})

test('before the meeting has begun chairs come and go without news', () => {
  expect(
    news({ type: 'actingChairChanged', participantId: 'other', reason: 'chairGone' }, state(joined('other'))),
  ).toBeNull()
})

test('what others do on the floor is said, not shown; my own is told by the banners', () => {
  const request = (participantId: string) => ({
    type: 'floorRequested',
    participantId,
    itemId: null,
    speaker: '',
    note: '',
  })
  expect(news(request('other'))).toEqual({ key: 'asks', who: room('other'), shown: false })
  expect(news(request('me'))).toBeNull()
})

test('who loses the floor or the place by another hand is told so; by the own hand not', () => {
  const ended = (reason: string, by: string) => ({ type: 'floorEnded', participantId: 'me', reason, by })
  expect(news(ended('taken', 'chair'))).toEqual({ key: 'yourFloorTaken', shown: true })
  expect(news(ended('done', 'me'))).toBeNull()
  expect(news({ type: 'floorRequestEnded', participantId: 'me', reason: 'skipped', by: 'chair' })).toEqual({
    key: 'youSkipped',
    shown: true,
  })
  expect(news({ type: 'floorRequestEnded', participantId: 'me', reason: 'withdrawn', by: 'me' })).toBeNull()
})

test('a seat that somebody else gave me is told, that of others is not', () => {
  expect(news({ type: 'seatChanged', participantId: 'me', seat: 'secretary', by: 'chair' })).toEqual({
    key: 'yourSeat',
    seat: 'secretary',
    shown: true,
  })
  expect(news({ type: 'seatChanged', participantId: 'other', seat: 'secretary', by: 'chair' })).toBeNull()
})

test('a paper that another opens and what the chair puts on the stage are said to who cannot see it', () => {
  const opened = (presenter: string) => ({
    type: 'paperOpened',
    paperId: 'p.1',
    version: 1,
    name: 'Báo cáo',
    presenter,
    page: 1,
  })
  const set = (stage: object, by = 'chair') => ({ type: 'stageSet', stage, by })
  expect(news(opened('other'))).toEqual({ key: 'paperOpened', who: room('other'), name: 'Báo cáo', shown: false })
  expect(news(opened('me'))).toBeNull()
  expect(news({ type: 'paperClosed', by: 'chair' })).toEqual({ key: 'paperClosed', shown: false })
  expect(news(set({ kind: 'pinned', participantIds: ['other', 'gone'] }))).toEqual({
    key: 'stagePinned',
    units: [room('other')],
    shown: false,
  })
  expect(news(set({ kind: 'gallery', page: 0 }))).toEqual({ key: 'stageAll', shown: false })
  expect(news(set({ kind: 'content' }))).toEqual({ key: 'stageFollows', shown: false })
  expect(news(set({ kind: 'follow' }, 'me'))).toBeNull()
})

test('who is asked to share is asked by a banner; who no longer may is told', () => {
  const allowed = (participantId: string, yes: boolean) => ({
    type: 'shareAllowed',
    participantId,
    allowed: yes,
    by: 'chair',
  })
  expect(news(allowed('me', true))).toBeNull()
  expect(news(allowed('me', false))).toEqual({ key: 'shareNo', shown: true })
  expect(news(allowed('other', false))).toBeNull()
})

test('roll call, items and votes are said, with the result; a vote that is cancelled by another hand is shown too', () => {
  const [yes, no] = ['yes', 'no']
  const opened = {
    type: 'voteOpened',
    voteId: 'v',
    itemId: null,
    question: 'Thông qua?',
    options: [
      { optionId: yes, label: 'Tán thành' },
      { optionId: no, label: 'Không' },
    ],
    decides: yes,
    secret: false,
    electorate: 'units',
    rule: { majority: { kind: 'simple' }, of: 'present' },
    mayChange: true,
    closesAt: null,
    voters: {},
    by: 'chair',
  }
  const item = { type: 'itemSet', itemId: 'i.1', title: 'Báo cáo quý', presenter: '', minutes: 10, by: 'chair' }
  const during = state(joined('me'), joined('chair', 'chair'), started, item, opened)
  const closed = (passed: boolean | null) => ({
    type: 'voteClosed',
    voteId: 'v',
    result: { counts: {}, cast: 0, base: 3, passed },
    ballots: null,
    by: 'chair',
  })
  expect(news({ type: 'rollCallOpened', by: 'chair' })).toEqual({ key: 'rollCallOpened', shown: false })
  expect(news({ type: 'itemStarted', itemId: 'i.1', by: 'chair' }, during)).toEqual({
    key: 'itemStarted',
    title: 'Báo cáo quý',
    shown: false,
  })
  expect(news({ type: 'itemStarted', itemId: 'i.unknown', by: 'chair' }, during)).toBeNull()
  expect(news(opened)).toEqual({ key: 'voteOpened', question: 'Thông qua?', shown: false })
  expect([true, false, null].map((passed) => news(closed(passed), during)?.key)).toEqual([
    'votePassed',
    'voteFailed',
    'voteCounted',
  ])
  expect(news({ type: 'voteCancelled', voteId: 'v', by: 'chair' }, during)).toEqual({
    key: 'voteCancelled',
    question: 'Thông qua?',
    shown: true,
  })
  expect(news({ type: 'voteCancelled', voteId: 'v', by: 'me' }, during)?.shown).toBe(false)
})

test('a lock is shown to all but who turned the key; who is put out is shown to who conducts, and said to the others', () => {
  const put = {
    type: 'participantExpelled',
    participantId: 'other',
    accountId: 'other',
    name: 'other',
    unit: { code: 'o-mon.other', name: 'Phường other' },
    organisation: '',
    seat: 'delegate',
    barred: true,
    reason: '',
    by: 'chair',
  }
  const iConduct = state(joined('me', 'secretary'), joined('chair', 'chair'), joined('other'), started)
  expect(news({ type: 'doorLocked', by: 'chair' })).toEqual({ key: 'locked', shown: true })
  expect(news({ type: 'doorUnlocked', by: 'me' })).toEqual({ key: 'unlocked', shown: false })
  expect(news(put)).toMatchObject({ key: 'expelled', who: { name: 'Phường other' }, shown: false })
  expect(news(put, iConduct)?.shown).toBe(true)
})

test('my own camera or screen that was stopped is shown to me, that of others is not', () => {
  const closed = (participantId: string, reason: string) => ({
    type: 'producerClosed',
    producerId: 'x',
    participantId,
    source: 'screen',
    reason,
  })
  expect(news({ type: 'cameraStopped', participantId: 'me', by: 'chair' })).toEqual({
    key: 'yourCameraStopped',
    shown: true,
  })
  expect(news({ type: 'cameraStopped', participantId: 'other', by: 'chair' })).toBeNull()
  expect(news(closed('me', 'stopped'))).toEqual({ key: 'yourScreenStopped', shown: true })
  expect(news(closed('me', 'requested'))).toBeNull()
  expect(news(closed('other', 'stopped'))).toBeNull()
})

test('24.3 a room that refuses to have its camera moved is named to who conducts, and to nobody else', () => {
  const refused = (participantId: string, is = true) => ({ type: 'cameraRefused', participantId, refused: is })
  const asSecretary = state(joined('me', 'secretary'), joined('other'), started)
  expect(news(refused('other'), asSecretary)).toEqual({ key: 'cameraRefused', who: room('other'), shown: true })
  expect(news(refused('other', false), asSecretary)).toBeNull()
  expect(news(refused('other'))).toBeNull()
  expect(news(refused('me'))).toBeNull()
})

test('a paper that comes, or a newer version, is shown to all but who brought it; who is invited besides to who conducts', () => {
  const paper = (change: string, by = 'chair') => ({
    type: 'paperChanged',
    change,
    paperId: 'p.1',
    name: 'Báo cáo',
    by,
  })
  expect(news(paper('added'))).toEqual({ key: 'paperAdded', name: 'Báo cáo', shown: true })
  expect(news(paper('version'))?.key).toBe('paperVersion')
  expect(news(paper('added', 'me'))?.shown).toBe(false)
  expect(news(paper('removed'))).toEqual({ key: 'paperRemoved', name: 'Báo cáo', shown: false })
  expect(news(paper('edited'))).toBeNull()
  const more = {
    type: 'invitedMore',
    units: [{ code: 'o-mon.x', name: 'Phường X' }],
    guests: [{ participantId: 'g', name: 'Bà Y', organisation: '' }],
    by: 'chair',
  }
  expect(news(more)).toEqual({ key: 'invitedMore', name: 'Phường X, Bà Y', shown: false })
  expect(news(more, state(joined('me', 'secretary'), joined('chair', 'chair'), started))?.shown).toBe(true)
})
