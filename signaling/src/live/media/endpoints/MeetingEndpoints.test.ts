import { LegId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, endpointOf, joins, participantOf } from '../../../testing/people.ts'
import { testEndpoint } from '../../../testing/testEndpoint.ts'
import { nodeEndpointId } from '../legs/legId.ts'
import { MeetingEndpoints } from './MeetingEndpoints.ts'

const state = after(joins('a'), joins('b'))
const [idA, idB] = [endpointOf('a'), endpointOf('b')]
const onNode = (leg: number) => nodeEndpointId(idA, LegId.parse(leg))

function endpointsOf() {
  const made: string[] = []
  const endpoints = new MeetingEndpoints((endpointId, participantId, leg) => {
    made.push(leg === undefined ? endpointId : `${endpointId} from leg ${leg}`)
    return testEndpoint(participantId === participantOf('a') ? 'a' : 'b', state)
  })
  return { endpoints, made }
}

test('an endpoint is made once, and begins with the leg that it is found with', () => {
  const { endpoints, made } = endpointsOf()
  const endpoint = endpoints.ensure(idA, participantOf('a'))
  expect(endpoints.ensure(idA, participantOf('a'), LegId.parse(7))).toBe(endpoint)
  endpoints.ensure(idB, participantOf('b'), LegId.parse(3))
  expect(made).toEqual([idA, `${idB} from leg 3`])
  expect(endpoints.of(participantOf('a'))).toEqual([idA])
})

test('5.13 what a node names is found as a leg for as long as the endpoint has that', () => {
  const { endpoints } = endpointsOf()
  const endpoint = endpoints.ensure(idA, participantOf('a'))
  const former = endpoint.carrying
  expect(endpoints.findLeg(onNode(1))).toEqual({ endpoint, leg: former })
  const { leg } = endpoint.offer('instead')
  expect([endpoints.findLeg(onNode(1)), endpoints.findLeg(onNode(2))?.leg]).toEqual([null, leg])
  expect(endpoints.findLeg(idA), 'no leg is named like an endpoint').toBeNull()
  expect(endpoints.findLeg(nodeEndpointId(idB, LegId.parse(1)))).toBeNull()
})

test('one that is dropped ends with all its legs, and is `notJoined` from then on', () => {
  const { endpoints } = endpointsOf()
  const endpoint = endpoints.ensure(idA, participantOf('a'))
  const { leg: beside } = endpoint.offer('beside')
  expect(endpoints.drop(idA)).toBe(endpoint)
  expect([endpoint.carrying.standing, beside.standing]).toEqual(['gone', 'gone'])
  expect(endpoints.drop(idA), 'twice is fine').toBeUndefined()
  expect(() => endpoints.require(idA)).toThrow('notJoined')
})

test('one that was prepared at the door is a participant’s once it is added; all end together', () => {
  const { endpoints, made } = endpointsOf()
  const prepared = testEndpoint('a', state)
  endpoints.add(prepared)
  const other = endpoints.ensure(idB, participantOf('b'))
  expect([endpoints.require(idA), made]).toEqual([prepared, [idB]])
  expect(endpoints.all).toEqual([prepared, other])
  endpoints.dropAll()
  expect([endpoints.all, prepared.carrying.standing, other.carrying.standing]).toEqual([[], 'gone', 'gone'])
})
