import { MeetingId, MeetingSummary } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { freeUntil, nextOf, type RoomWishes } from './nextOf.ts'

const MINUTE = 60_000
const NINE = Date.parse('2026-03-02T09:00:00+07:00')
const wishes: RoomWishes = { isByItself: true, lobbyMinutes: 15, joinMinutes: 0 }
const nobody = new Set<MeetingId>()

const meeting = (id: string, more: Partial<MeetingSummary> = {}): MeetingSummary =>
  MeetingSummary.parse({
    meetingId: id,
    title: 'Giao ban',
    hostUnit: { code: 'o-mon', name: 'Quận Ô Môn' },
    chairName: 'Nguyễn Văn Bình',
    startsAt: NINE,
    endsAt: NINE + 90 * MINUTE,
    phase: 'scheduled',
    seat: 'delegate',
    invitedUnits: 7,
    connected: 0,
    seriesId: null,
    agenda: 0,
    papers: 0,
    ...more,
  })

const told = (at: number, meetings: readonly MeetingSummary[], more: Partial<RoomWishes> = {}, notNow = nobody) => {
  const next = nextOf(meetings, at, { ...wishes, ...more }, notNow)
  return next.kind === 'none'
    ? 'none'
    : `${next.kind} ${next.meeting.meetingId}${next.kind === 'wait' ? '' : ` ${(next.at - NINE) / MINUTE}`}`
}

test('19.2 the lobby is opened a quarter of an hour before, and the room goes in at the start', () => {
  expect(told(NINE - 60 * MINUTE, [meeting('a')])).toBe('lobby a -15')
  expect(told(NINE - 15 * MINUTE, [meeting('a', { phase: 'open' })])).toBe('join a 0')
  expect(told(NINE + MINUTE, [meeting('a', { phase: 'open' })])).toBe('join a 1')
})

test('19.2 a chair who begins earlier is followed, once the lobby is open', () => {
  expect(told(NINE - 10 * MINUTE, [meeting('a', { phase: 'live' })])).toBe('join a -10')
  expect(told(NINE - 30 * MINUTE, [meeting('a', { phase: 'live' })])).toBe('lobby a -15')
})

test('19.2 a meeting that is not open at its time is waited for', () => {
  expect(told(NINE, [meeting('a')])).toBe('wait a')
  expect(told(NINE + 91 * MINUTE, [meeting('a')]), 'until it would be over').toBe('none')
})

test('19.2 a meeting that runs over is gone into, one that everybody left is not', () => {
  expect(told(NINE + 100 * MINUTE, [meeting('a', { phase: 'live' })])).toBe('join a 100')
  expect(told(NINE + 100 * MINUTE, [meeting('a', { phase: 'open' })])).toBe('none')
})

test('19.2 minutes before the start are the room’s own; the lobby is never opened after the room goes in', () => {
  expect(told(NINE - 6 * MINUTE, [meeting('a', { phase: 'open' })], { joinMinutes: 5 })).toBe('join a -5')
  expect(told(NINE - 60 * MINUTE, [meeting('a')], { lobbyMinutes: 5, joinMinutes: 10 })).toBe('lobby a -10')
})

test('19.2 what somebody in the room does not want is left out, and so is everything where nothing goes by itself', () => {
  const both = [
    meeting('a', { phase: 'live' }),
    meeting('b', { startsAt: NINE + 180 * MINUTE, endsAt: NINE + 200 * MINUTE }),
  ]
  expect(told(NINE, both, {}, new Set([MeetingId.parse('a')]))).toBe('lobby b 165')
  expect(told(NINE, both, { isByItself: false })).toBe('none')
})

test('19.2 a meeting that goes on comes before the lobby of the next, cancelled and ended ones never', () => {
  const next = meeting('b', { startsAt: NINE + 10 * MINUTE })
  expect(told(NINE + 5 * MINUTE, [next, meeting('a', { phase: 'live' })])).toBe('join a 5')
  expect(told(NINE, [meeting('a', { phase: 'cancelled' }), meeting('b', { phase: 'ended' })])).toBe('none')
})

test('19.4 nothing is planned until the lobby is opened', () => {
  const at = (now: number, meetings: readonly MeetingSummary[]) => freeUntil(nextOf(meetings, now, wishes, nobody))
  expect(at(NINE - 60 * MINUTE, [meeting('a')])).toBe(NINE - 15 * MINUTE)
  expect(at(NINE, [meeting('a')])).toBe(0)
  expect(at(NINE, [])).toBeNull()
})
