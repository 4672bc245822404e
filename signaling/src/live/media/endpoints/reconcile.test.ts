import type { EndpointSnapshot, ProducerId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { type KnownLeg, reconcile } from './reconcile.ts'

const state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('b', 'mic'), opens('b', 'camera'))
const endpoint = (name: string, producerIds: ProducerId[]): EndpointSnapshot => ({
  endpointId: endpointOf(name),
  meetingId,
  worker: 0,
  producers: producerIds.map((producerId) => ({ producerId, source: 'mic', kind: 'audio', paused: false })),
  consumers: [],
})
const leg = (name: string, producerIds: ProducerId[] = [], n = 1, carries = true): KnownLeg => ({
  nodeId: endpointOf(name, n),
  participantId: participantOf(name),
  producerIds: new Set(producerIds),
  carries,
})
const legs = [leg('a'), leg('b')]
const nothing = { strayLegs: [], lostProducers: [], strayProducers: [] }

test('6.4 where record and node agree nothing is to be done', () => {
  const there = [
    endpoint('a', [producerOf('a', 'mic')]),
    endpoint('b', [producerOf('b', 'mic'), producerOf('b', 'camera')]),
  ]
  expect(reconcile({ state, legs, there, lost: [] })).toEqual(nothing)
})

test('6.4 what no node has any more is lost with all that it sent', () => {
  const lost = [endpointOf('a'), endpointOf('b'), endpointOf('x')]
  expect(reconcile({ state, legs, there: [], lost })).toEqual({
    ...nothing,
    lostProducers: [producerOf('a', 'mic'), producerOf('b', 'mic'), producerOf('b', 'camera')],
  })
})

test('6.4 producers that are gone, that were never recorded, and legs of nobody are found', () => {
  const unrecorded = producerOf('a', 'screen')
  const there = [
    endpoint('a', [producerOf('a', 'mic'), unrecorded]),
    endpoint('b', [producerOf('b', 'mic')]),
    endpoint('x', [producerOf('x', 'mic')]),
  ]
  expect(reconcile({ state, legs, there, lost: [] })).toEqual({
    strayLegs: [endpointOf('x')],
    lostProducers: [producerOf('b', 'camera')],
    strayProducers: [{ endpointId: endpointOf('a'), producerId: unrecorded }],
  })
})

test('6.8 what another node has is not missed at this one', () => {
  expect(reconcile({ state, legs, there: [endpoint('a', [])], lost: [] })).toEqual({
    ...nothing,
    lostProducers: [producerOf('a', 'mic')],
  })
})

test('5.14 what is sent over another leg is not lost with this one', () => {
  const moving = [leg('b', [producerOf('b', 'mic')], 1, false), leg('b', [producerOf('b', 'camera')], 2)]
  expect(reconcile({ state, legs: moving, there: [], lost: [endpointOf('b', 1)] })).toEqual({
    ...nothing,
    lostProducers: [producerOf('b', 'mic')],
  })
})
