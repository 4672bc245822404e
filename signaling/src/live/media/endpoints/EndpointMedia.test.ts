import { LegId, ProducerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { after, joins } from '../../../testing/people.ts'
import { testEndpoint } from '../../../testing/testEndpoint.ts'

const state = after(joins('a'))
const leg = (n: number) => LegId.parse(n)

test('5.13 a request that names no leg means the one that carries, and one that ended is `notYours`', () => {
  const endpoint = testEndpoint('a', state)
  expect(endpoint.require()).toBe(endpoint.carrying)
  const { leg: second, gone } = endpoint.offer('instead')
  expect([endpoint.require(), gone.map(({ legId }) => legId)]).toEqual([second, [1]])
  expect(() => endpoint.require(leg(1))).toThrow('no such leg')
})

test('5.14 a leg that was taken carries, receives nothing on the former one, and the former ends with its producers known', async () => {
  const endpoint = testEndpoint('a', state)
  const former = endpoint.carrying
  const producerId = ProducerId.parse('p.1')
  await former.produce(async () => ({ producerId }))
  const { leg: beside } = endpoint.offer('beside')
  expect(beside.standing, 'it receives once it is connected').toBe('away')
  const { carries, gone } = endpoint.change({ kind: 'taken', leg: beside.legId })
  expect([carries, gone, former.standing]).toEqual([beside, [], 'fading'])
  expect(endpoint.legOf(producerId)).toBe(former)
  expect(endpoint.change({ kind: 'ended', leg: former.legId }).gone).toEqual([former])
  expect([former.standing, endpoint.has(former), endpoint.legOf(producerId)]).toEqual(['gone', false, undefined])
})

test('5.15 what stands by carries when its own leg is lost, and receives at once if its client is there', () => {
  const endpoint = testEndpoint('a', state)
  const { leg: standby } = endpoint.offer('standby')
  const { carries } = endpoint.change({ kind: 'lost', leg: leg(1) })
  expect([carries, standby.standing, endpoint.standby]).toEqual([standby, 'inside', null])
})

test('5.16 a leg in place of all stands where the one that carried stood, and ends every other', () => {
  const endpoint = testEndpoint('a', state)
  endpoint.offer('beside')
  endpoint.offer('standby')
  const { leg: only, gone } = endpoint.offer('instead')
  expect([only.standing, endpoint.legs, gone.length]).toEqual(['inside', [only], 3])
})
