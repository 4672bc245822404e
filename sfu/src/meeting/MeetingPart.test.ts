import { EndpointId, RtpCapabilities, RtpParameters } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { directCamera, directConsumer } from '../testing/directMedia.ts'
import { cameraParameters, deviceCapabilities, micParameters } from '../testing/fakeMedia.ts'
import { killWorkerOf, partsOfWorkers } from '../testing/partsOfWorkers.ts'
import { refusal } from '../testing/testNode.ts'
import type { MeetingPart } from './MeetingPart.ts'

const idOf = (name: string) => EndpointId.parse(name)
const options = () => ({ rtpCapabilities: RtpCapabilities.parse(deviceCapabilities()), voice: true })

/** A part on a real worker, and what it told. */
async function part() {
  const [one] = await partsOfWorkers(1)
  const told: string[] = []
  one!.on('producerClosed', (endpointId, _, reason) => told.push(`${endpointId} ${reason}`))
  one!.on('lost', (endpointIds) => told.push(`lost ${endpointIds.join(' ')}`))
  return { one: one!, told }
}

const open = (one: MeetingPart, name: string) => one.openEndpoint(idOf(name), options())
const produceMic = async (one: MeetingPart, name: string) =>
  one.endpoint(idOf(name))!.produce('mic', RtpParameters.parse(micParameters()), false)

test('a producer is found by its id for as long as it is there, with whose it is', async () => {
  const { one } = await part()
  const endpoint = await open(one, 'a')
  const producerId = await endpoint.produce('camera', RtpParameters.parse(cameraParameters()), false)
  expect(one.producer(producerId)?.endpoint.endpointId).toBe('a')
  one.closeEndpoint(idOf('a'), 'endpointLeft')
  expect([one.producer(producerId), one.size]).toEqual([undefined, 0])
})

test('consumers and transports are counted while they are there, those without an endpoint too', async () => {
  const { one } = await part()
  const { producer } = await directCamera(one.router)
  expect(one.transports).toHaveLength(1)
  const { consumer } = await directConsumer(one.router, producer.id)
  expect([one.transports.length, one.consumerCount]).toEqual([2, 1])
  consumer.close()
  expect(one.consumerCount).toBe(0)
  await open(one, 'a')
  expect(one.transports).toHaveLength(4)
  one.closeEndpoint(idOf('a'), 'endpointLeft')
  expect(one.transports).toHaveLength(2)
})

test('6.3 a worker that dies takes its endpoints along: each producer is told with the reason, then who is lost, once', async () => {
  const { one, told } = await part()
  for (const name of ['a', 'b']) {
    await open(one, name)
    await produceMic(one, name)
  }
  await killWorkerOf(one)
  expect(told).toEqual(['a workerDied', 'b workerDied', 'lost a b'])
  expect([one.closed, one.size]).toEqual([true, 0])
  one.close('requested')
  expect(told).toHaveLength(3)
})

test('a part that is closed as asked tells nobody that it is lost, and takes no endpoint', async () => {
  const { one, told } = await part()
  await open(one, 'a')
  one.close('requested')
  expect([one.closed, one.size, told]).toEqual([true, 0, []])
  expect(await refusal(open(one, 'b'))).toBe('unavailable')
})

test('an endpoint that is opened while the part closes is let go of again', async () => {
  const { one } = await part()
  const opening = open(one, 'a')
  one.close('requested')
  expect(await refusal(opening)).toBe('unavailable')
  expect([one.size, one.transports]).toEqual([0, []])
})
