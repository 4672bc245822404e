import type { MeetingSnapshot } from '@diem-cau/sfu-contract'
import type { MeetingState, Notice } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, participantOf } from '../../../testing/people.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'
import { NodeLink } from '../nodes/NodeLink.ts'
import { NodeNews } from './NodeNews.ts'
import { SfuRegistry } from '../nodes/SfuRegistry.ts'
import { Speakers } from './Speakers.ts'

/** News of a node for a meeting; its link is real, and leads nowhere. */
function newsOf(state: MeetingState) {
  const told: [string, Notice['name']][] = []
  const registry = new SfuRegistry([], silent)
  const link = new NodeLink({
    meetingId,
    registry,
    logger: silent,
    onSnapshot: () => undefined,
    onNotice: () => undefined,
  })
  const endpoints = new MeetingEndpoints({
    meetingId,
    link,
    logger: silent,
    state: () => state,
    speakers: () => [],
    notify: () => undefined,
    onVanished: () => undefined,
  })
  const news = new NodeNews({
    endpoints,
    link,
    speakers: new Speakers(),
    logger: silent,
    clock: () => 0,
    events: {
      state: () => state,
      notify: (participantId, notice) => told.push([participantId, notice.name]),
      broadcast: () => undefined,
      mediaLost: () => undefined,
      producersLost: () => undefined,
      taken: () => undefined,
    },
  })
  const take = (name: string) => endpoints.take(endpointOf(name), participantOf(name))
  return { news, told, take }
}

const has = (...names: string[]): MeetingSnapshot => ({
  meetingId,
  owner: null,
  endpoints: names.map((name) => ({ endpointId: endpointOf(name), meetingId, producers: [], consumers: [] })),
})
const state = after(joins('a'), joins('b'))

test('6.5 an endpoint whose transports are being made is not told to make them again', () => {
  const { news, told, take } = newsOf(state)
  take('a').starts()
  const made = take('b')
  made.starts()
  made.made()
  news.onSnapshot(has('b'))
  expect(told).toEqual([])
  // Nothing has been made of it yet: its own join will ask.
  expect(take('a').status).toBe('starting')
})

test('6.5 who is in the record and has not come back yet is not told either', () => {
  const { news, told, take } = newsOf(state)
  news.onSnapshot(has('a'))
  expect(told).toEqual([])
  expect([take('a').status, take('b').status]).toEqual(['alive', 'new'])
})

test('6.5 who was answered `waiting` is told, also when the node still has what they let go of', () => {
  const { news, told, take } = newsOf(state)
  for (const name of ['a', 'b']) take(name).waits()
  news.onSnapshot(has('a'))
  expect(told).toEqual([
    [participantOf('a'), 'mediaReady'],
    [participantOf('b'), 'mediaReady'],
  ])
})
