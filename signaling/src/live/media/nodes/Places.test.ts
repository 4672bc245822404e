import { EndpointId, ProducerId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { Places } from './Places.ts'

const [a, b] = [EndpointId.parse('a'), EndpointId.parse('b')]
const [micOfA, micOfB] = [ProducerId.parse('a.mic'), ProducerId.parse('b.mic')]
const at = (node: string, isThere = true) => ({ node, isThere })

test('6.8 a node has what it answered for; what it was only asked for may not be there yet', () => {
  const places = new Places<string>()
  places.set(a, at('one'))
  places.set(b, at('one', false))
  expect([places.at('one'), [...places.nodes]]).toEqual([[a], ['one']])
  expect(places.get(b)).toEqual(at('one', false))
})

test('6.8 an endpoint has one place: another one takes its producers along', () => {
  const places = new Places<string>()
  places.set(a, at('one'))
  places.addProducer(micOfA, a)
  expect(places.ofProducer(micOfA)).toBe('one')
  places.set(a, at('two'))
  expect([places.at('one'), places.at('two'), places.ofProducer(micOfA)]).toEqual([[], [a], null])
})

test('6.9 the way to a producer is known while both are: it ended, or its endpoint left', () => {
  const places = new Places<string>()
  places.set(a, at('one'))
  places.set(b, at('two'))
  places.addProducer(micOfA, a)
  places.addProducer(micOfB, b)
  places.deleteProducer(micOfA)
  places.delete(b)
  places.delete(b)
  expect([micOfA, micOfB].map((id) => places.ofProducer(id))).toEqual([null, null])
  places.clear()
  expect([places.get(a), places.nodes.size]).toEqual([null, 0])
})
