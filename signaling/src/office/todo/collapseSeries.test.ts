import { MeetingId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { collapseSeries } from './collapseSeries.ts'

const item = (id: string, startsAt: number, seriesId: string | null) => ({
  kind: 'answer' as const,
  meetingId: MeetingId.parse(id),
  title: 'Giao ban',
  startsAt,
  seriesId,
})

test('a series is one line with its soonest meeting, and who is asked twice for a meeting is told once', () => {
  const items = [item('m.3', 3, 's.1'), item('m.1', 1, 's.1'), item('m.1', 1, 's.1'), item('m.2', 2, null)]
  expect(collapseSeries(items)).toEqual([
    { ...item('m.1', 1, 's.1'), meetings: 2 },
    { ...item('m.2', 2, null), meetings: 1 },
  ])
})
