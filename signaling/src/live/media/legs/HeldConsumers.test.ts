import { ConsumerId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { after, joins, opens, producerOf } from '../../../testing/people.ts'
import { HeldConsumers } from './HeldConsumers.ts'

const [mic, camera, screen] = [producerOf('a', 'mic'), producerOf('a', 'camera'), producerOf('a', 'screen')]
const of = (id: string) => ConsumerId.parse(`c.${id}`)
const both = after(joins('a'), opens('a', 'mic'), opens('a', 'camera'), opens('a', 'screen'))
const source = (producerId: typeof mic, paused = false) => ({ producerId, paused, priority: 1 })

test('what was on screen last is named first, then the others, each once', () => {
  const held = new HeldConsumers()
  for (const producerId of [mic, camera, screen]) held.add(of(producerId), producerId)
  held.show([source(camera)], both)
  held.show([source(screen), source(camera, true)], both)
  expect(held.producerIds).toEqual([screen, camera, mic])
  held.delete(of(screen))
  expect(held.producerIds).toEqual([camera, mic])
})

test('those of producers that ended are let go of, and are known as its own still', () => {
  const held = new HeldConsumers()
  for (const producerId of [mic, camera]) held.add(of(producerId), producerId)
  expect(held.dropEnded((id) => id === mic)).toEqual([of(camera)])
  expect([held.has(of(camera)), held.has(of(mic)), held.owns(of(camera))]).toEqual([false, true, true])
  held.clear()
  expect([held.has(of(mic)), held.owns(of(mic))]).toEqual([false, true])
})

test('4.4 the ids of 5000 consumers are remembered, the oldest are forgotten first', () => {
  const held = new HeldConsumers()
  for (let n = 0; n <= 5000; n += 1) held.add(of(`${n}`), mic)
  expect([held.owns(of('0')), held.owns(of('1')), held.owns(of('5000'))]).toEqual([false, true, true])
})
