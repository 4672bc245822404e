import type { EndpointId, ProducerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { legId, legsOnNodes } from '../../../testing/legsOnNodes.ts'
import { after, joins, producerOf } from '../../../testing/people.ts'
import type { StandInNode } from '../../../testing/StandInNode.ts'

const state = after(joins('a'), joins('b'))
const rtpParameters = { codecs: [{ mimeType: 'audio/opus' as const, payloadType: 100, clockRate: 48_000 }] }
const mic = { source: 'mic' as const, rtpParameters, paused: false }

/** `a` sends on a leg at node `one`, and has another leg beside it at node `two`. */
async function sendsWhileMoving() {
  const all = await legsOnNodes(state)
  const endpoint = await all.comesIn('a')
  const { endpointId } = endpoint
  const { producerId: former } = await all.sending.produce(endpointId, mic)
  const { leg: beside } = endpoint.offer('beside')
  await all.legs.starter.start(endpoint, beside, endpoint.carrying)
  const produceBeside = async () => (await all.sending.produce(endpointId, { ...mic, leg: beside.legId })).producerId
  return { ...all, endpoint, endpointId, former, beside, produceBeside }
}

const askedOf = ({ asked }: StandInNode, what: string) =>
  asked.flatMap(({ name, data }) => (name === `endpoint:${what}` ? [data as { endpointId: EndpointId }] : []))

test('5.13 what is sent is made on the leg that is named, or else on the one that carries', async () => {
  const { produceBeside, endpoint, former, beside, one, two } = await sendsWhileMoving()
  const successor = await produceBeside()
  expect([endpoint.legOf(former), endpoint.legOf(successor)]).toEqual([endpoint.carrying, beside])
  expect([askedOf(one, 'produce'), askedOf(two, 'produce')]).toMatchObject([
    [{ endpointId: 'e.a.1:1' }],
    [{ endpointId: 'e.a.1:2' }],
  ])
})

test('5.13 nothing is made for who is not there, or on a leg that is not there', async () => {
  const { sending, endpointId, attends, endpoints } = await sendsWhileMoving()
  await expect(sending.produce(endpointId, { ...mic, leg: legId(9) })).rejects.toMatchObject({ code: 'notYours' })
  const other = attends('b')
  endpoints.drop(other.endpointId)
  await expect(sending.produce(other.endpointId, mic)).rejects.toMatchObject({ code: 'notJoined' })
})

test('5.15 nothing is made on a leg that stands by', async () => {
  const all = await legsOnNodes(state)
  const endpoint = await all.comesIn('a')
  const { leg: standby } = endpoint.offer('standby')
  await all.legs.starter.start(endpoint, standby, endpoint.carrying)
  const onStandby = { ...mic, leg: standby.legId }
  await expect(all.sending.produce(endpoint.endpointId, onStandby)).rejects.toMatchObject({ code: 'notYours' })
  expect([askedOf(all.one, 'produce'), askedOf(all.two, 'produce')]).toEqual([[], []])
  endpoint.change({ kind: 'lost', leg: endpoint.carrying.legId })
  expect((await all.sending.produce(endpoint.endpointId, onStandby)).producerId, 'it carries now').toBeDefined()
})

test('2.6 a producer lives as long as the transports that it was made on, whatever ends them', async () => {
  const { sending, endpoint, endpointId } = await sendsWhileMoving()
  const { lives } = await sending.produce(endpointId, mic)
  expect(lives()).toBe(true)
  endpoint.change({ kind: 'taken', leg: legId(2) })
  expect(lives(), 'it fades').toBe(true)
  endpoint.change({ kind: 'ended', leg: legId(1) })
  expect(lives()).toBe(false)
})

test('5.14 one flows on beside its successor on another leg, not on the same one and not when its leg is lost', async () => {
  const { sending, endpoint, endpointId, former, beside } = await sendsWhileMoving()
  expect(sending.flowsBeside(endpointId, former, beside.legId)).toBe(true)
  expect(sending.flowsBeside(endpointId, former, undefined), 'on the leg that carries').toBe(false)
  expect(sending.flowsBeside(endpointId, producerOf('b', 'mic'), beside.legId), 'of somebody else').toBe(false)
  endpoint.carrying.on({ kind: 'lost' })
  expect(sending.flowsBeside(endpointId, former, beside.legId)).toBe(false)
})

/** `a` has sent the same on the second leg, on record in place of the former. */
async function handedOver() {
  const all = await sendsWhileMoving()
  const successor = await all.produceBeside()
  all.sending.handOver(all.former, successor)
  return { ...all, successor }
}

test('5.14 a microphone that is switched off is off on both legs, each at its own node', async () => {
  const { sending, endpointId, former, successor, handovers, one, two } = await handedOver()
  expect(handovers.formersOf(successor)).toEqual([former])
  await sending.setProducerPaused(endpointId, successor, true)
  const paused = true
  expect(askedOf(one, 'setProducerPaused')).toEqual([{ endpointId: 'e.a.1:1', producerId: former, paused }])
  expect(askedOf(two, 'setProducerPaused')).toEqual([{ endpointId: 'e.a.1:2', producerId: successor, paused }])
})

test('5.14 one that is closed ends with those that it replaced', async () => {
  const { sending, endpointId, former, successor, handovers, one, two } = await handedOver()
  await sending.closeProducer(endpointId, successor)
  const ended = [...askedOf(one, 'closeProducer'), ...askedOf(two, 'closeProducer')] as { producerId?: ProducerId }[]
  expect(ended.map(({ producerId }) => producerId)).toEqual([former, successor])
  expect(handovers.isFading(former)).toBe(false)
})

test('closing fails for nobody: not for who left, nor while the node is away', async () => {
  const { sending, endpointId, former, endpoints, one } = await sendsWhileMoving()
  one.goesDown()
  await sending.closeProducer(endpointId, former)
  endpoints.drop(endpointId)
  await sending.closeProducer(endpointId, former)
})
