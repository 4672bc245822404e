import { MeetingId } from '@diem-cau/signaling-contract'
import { type PastResource, ResourceId } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { meetingsOf } from './meetingsOf.ts'

const past = (
  id: string,
  meeting: string | null,
  firstAt: number,
  lastAt: number,
  title: string | null = null,
): PastResource => ({
  id: ResourceId.parse(id),
  kind: meeting === null ? 'node' : 'endpoint',
  name: id.slice(-1),
  unitCode: null,
  meetingId: meeting === null ? null : MeetingId.parse(meeting),
  participantId: null,
  title,
  firstAt,
  lastAt,
  facts: null,
})

test('endpoints stand under their meetings, the latest first, and servers by themselves', () => {
  const { meetings, servers } = meetingsOf([
    past('endpoint:m/b', 'm', 10, 20),
    past('endpoint:n/a', 'n', 30, 50, 'Giao ban'),
    past('endpoint:m/a', 'm', 5, 15),
    past('node:x', null, 0, 99),
  ])
  expect(meetings.map(({ meetingId, title, firstAt, lastAt }) => [meetingId, title, firstAt, lastAt])).toEqual([
    ['n', 'Giao ban', 30, 50],
    ['m', null, 5, 20],
  ])
  expect(meetings[1]?.endpoints.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(servers.map(({ id }) => id)).toEqual(['node:x'])
})
