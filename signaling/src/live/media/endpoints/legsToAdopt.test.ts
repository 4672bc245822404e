import type { EndpointSnapshot, ProducerId } from '@diem-cau/sfu-contract'
import { LegId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, meetingId, opens, participantOf, producerOf } from '../../../testing/people.ts'
import { nodeEndpointId } from '../legs/legId.ts'
import { legsToAdopt } from './legsToAdopt.ts'

const state = after(joins('a'), joins('b'), opens('a', 'mic'))
const leg = (name: string, n: number, producerIds: ProducerId[] = []): EndpointSnapshot => ({
  endpointId: nodeEndpointId(endpointOf(name), LegId.parse(n)),
  meetingId,
  worker: 0,
  producers: producerIds.map((producerId) => ({ producerId, source: 'mic', kind: 'audio', paused: false })),
  consumers: [],
})
const of = (name: string, n: number) => ({ endpointId: endpointOf(name), participantId: participantOf(name), leg: n })
const nobody = () => false

test('6.4 the leg that sends what is on record carries, whichever is heard first', () => {
  const [standby, carrying] = [leg('a', 2), leg('a', 1, [producerOf('a', 'mic')])]
  expect(legsToAdopt(state, [standby], nobody, false)).toEqual({ adopted: [], undecided: [standby] })
  expect(legsToAdopt(state, [carrying], nobody, false)).toEqual({ adopted: [of('a', 1)], undecided: [] })
  expect(legsToAdopt(state, [leg('a', 1), leg('a', 2, [producerOf('a', 'mic')])], nobody, false).adopted).toEqual([
    of('a', 2),
  ])
})

test('6.4 who sends nothing is carried by the first leg, or by the lowest once all nodes were heard', () => {
  expect(legsToAdopt(state, [leg('b', 1)], nobody, false).adopted).toEqual([of('b', 1)])
  const [low, high] = [leg('b', 3), leg('b', 4)]
  expect(legsToAdopt(state, [high], nobody, false)).toEqual({ adopted: [], undecided: [high] })
  expect(legsToAdopt(state, [high, low], nobody, true)).toEqual({ adopted: [of('b', 3)], undecided: [] })
})

test('legs of endpoints that are known, and of nobody, are for others to decide on', () => {
  expect(legsToAdopt(state, [leg('a', 2), leg('x', 1)], () => true, false)).toEqual({ adopted: [], undecided: [] })
})
