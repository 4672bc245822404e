import { MeetingId, UnitCode, type MeetingSummary } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { homeLists } from './homeLists.ts'

/** Monday, 23 November 2026, 10:00 in Vietnam. */
const NOW = Date.parse('2026-11-23T03:00:00Z')
const HOUR = 3_600_000
const meeting = (
  id: string,
  hours: number,
  phase: MeetingSummary['phase'] = 'scheduled',
  seriesId: string | null = null,
): MeetingSummary => ({
  meetingId: MeetingId.parse(`m.${id.replace(' ', '-')}`),
  title: id,
  hostUnit: { code: UnitCode.parse('o-mon'), name: 'Quận Ô Môn' },
  chairName: 'Nguyễn Văn Thành',
  startsAt: NOW + hours * HOUR,
  endsAt: NOW + (hours + 1) * HOUR,
  phase,
  seat: 'delegate',
  invitedUnits: 8,
  connected: 0,
  seriesId,
  agenda: 0,
  papers: 0,
})
const titles = (list: readonly MeetingSummary[]) => list.map(({ title }) => title)

test('what is under way comes first, then what is open, then what is next today; nothing of another day', () => {
  const all = [meeting('next', 1), meeting('open', 0.5, 'open'), meeting('live', -1, 'live'), meeting('tomorrow', 24)]
  expect(homeLists(all, NOW).first?.title).toBe('live')
  expect(homeLists(all.slice(0, 2), NOW).first?.title).toBe('open')
  expect(
    homeLists(
      [all[0], all[3]].filter((one) => one !== undefined),
      NOW,
    ).first?.title,
  ).toBe('next')
  expect(homeLists(all.slice(3), NOW).first).toBeNull()
})

test('a series is one row with those that follow behind it, also when its first is shown on top', () => {
  const weekly = [0, 1, 2, 3].map((week) => meeting(`week ${week}`, 2 + week * 7 * 24, 'scheduled', 's.1'))
  const { first, days } = homeLists([...weekly, meeting('other', 7 * 24)], NOW)
  expect(first?.title).toBe('week 0')
  expect(days.map(({ date, rows }) => [date, rows.map((row) => [row.meeting.title, titles(row.more)])])).toEqual([
    [
      '2026-11-30',
      [
        ['other', []],
        ['week 1', ['week 2', 'week 3']],
      ],
    ],
  ])
})

test('what is over and what was cancelled stand apart; a meeting that ran past midnight is of the day on which it began', () => {
  const { first, days, ended, cancelled } = homeLists(
    [
      meeting('a', -3, 'ended'),
      meeting('b', -2, 'ended'),
      meeting('c', 1, 'cancelled'),
      meeting('night', -11, 'live'),
      meeting('d', 2),
    ],
    NOW,
  )
  expect([titles(ended), titles(cancelled)]).toEqual([['b', 'a'], ['c']])
  expect(first?.title).toBe('night')
  expect(days.flatMap(({ rows }) => rows.map((row) => row.meeting.title))).toEqual(['d'])
})
