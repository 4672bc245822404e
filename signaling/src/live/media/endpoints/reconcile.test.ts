import type { MeetingSnapshot } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, opens, producerOf } from '../../../testing/people.ts'
import { reconcile } from './reconcile.ts'

const state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('b', 'mic'), opens('b', 'camera'))
const legs = [endpointOf('a'), endpointOf('b')]
const endpoint = (
  name: string,
  producerIds: MeetingSnapshot['endpoints'][number]['producers'][number]['producerId'][],
) => ({
  endpointId: endpointOf(name),
  meetingId,
  worker: 0,
  producers: producerIds.map((producerId) => ({
    producerId,
    source: 'mic' as const,
    kind: 'audio' as const,
    paused: false,
  })),
  consumers: [],
})
const snapshot = (...endpoints: MeetingSnapshot['endpoints']): MeetingSnapshot => ({
  meetingId,
  owner: null,
  endpoints,
})

test('6.4 where record and node agree nothing is to be done', () => {
  const there = snapshot(
    endpoint('a', [producerOf('a', 'mic')]),
    endpoint('b', [producerOf('b', 'mic'), producerOf('b', 'camera')]),
  )
  expect(reconcile(state, legs, there)).toEqual({
    lostEndpoints: [],
    strayEndpoints: [],
    lostProducers: [],
    strayProducers: [],
  })
})

test('6.4 a node that has nothing of the meeting has lost everything', () => {
  expect(reconcile(state, legs, null)).toEqual({
    lostEndpoints: [endpointOf('a'), endpointOf('b')],
    strayEndpoints: [],
    lostProducers: [producerOf('a', 'mic'), producerOf('b', 'mic'), producerOf('b', 'camera')],
    strayProducers: [],
  })
})

test('6.4 producers that are gone, that were never recorded, and endpoints of nobody are found', () => {
  const unrecorded = producerOf('a', 'screen')
  const there = snapshot(
    endpoint('a', [producerOf('a', 'mic'), unrecorded]),
    endpoint('b', [producerOf('b', 'mic')]),
    endpoint('x', [producerOf('x', 'mic')]),
  )
  expect(reconcile(state, legs, there)).toEqual({
    lostEndpoints: [],
    strayEndpoints: [endpointOf('x')],
    lostProducers: [producerOf('b', 'camera')],
    strayProducers: [{ endpointId: endpointOf('a'), producerId: unrecorded }],
  })
})
