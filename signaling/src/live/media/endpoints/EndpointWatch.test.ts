import { EndpointId } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test } from 'vitest'
import { legsOnNodes } from '../../../testing/legsOnNodes.ts'
import { after, endpointOf, joins, participantOf } from '../../../testing/people.ts'
import { EndpointWatch } from './EndpointWatch.ts'

async function setUp() {
  const all = await legsOnNodes(after(joins('a')))
  const told: string[] = []
  const watch = new EndpointWatch({ ...all, events: { notify: (_, { name }) => void told.push(name) } })
  onTestFinished(() => watch.close())
  const endpoint = await all.comesIn('a')
  return { ...all, told, watch, endpoint }
}

test('16.11 what a node says of a leg counts for its room while that leg carries, and not while it only stands by', async () => {
  const { watch, endpoint, legs } = await setUp()
  await legs.starter.start(endpoint, endpoint.offer('standby').leg, endpoint.carrying)
  const of = (leg: number) => watch.carriedOver(EndpointId.parse(`${endpointOf('a')}:${leg}`))
  expect([of(1), of(2), of(3)]).toEqual([participantOf('a'), null, null])
  expect(watch.carrierOf(endpoint.endpointId)).toBe('one')
})

test('16.12 an endpoint that has left stays, and has nothing to make anew', async () => {
  const { watch } = await setUp()
  const gone = EndpointId.parse('e.gone')
  expect([await watch.move(gone), await watch.restart(gone), watch.carrierOf(gone)]).toEqual(['stayed', 'away', null])
})

test('16.12 a client makes its media anew when it is told to', async () => {
  const { watch, endpoint, told } = await setUp()
  const outcome = watch.restart(endpoint.endpointId)
  expect(told).toEqual(['mediaLost'])
  watch.onRebuilt(endpoint.endpointId)
  expect(await outcome).toBe('restarted')
})
