import { expect, test } from 'vitest'
import { directCamera, directConsumer } from '../testing/directMedia.ts'
import { connectOver } from '../testing/lossyWay.ts'
import { partsOfWorkers } from '../testing/partsOfWorkers.ts'
import { PipeEnd, type PipeListen } from './PipeEnd.ts'

/** A camera of one router as a consumer of another has it, over a pipe whose way loses packets. */
async function cameraBehindPipe(encrypted: boolean, loses: (packet: Buffer) => boolean = () => false) {
  const [one, other] = await partsOfWorkers(2)
  const listen: PipeListen = { ip: '127.0.0.1', ports: { min: 31_000, max: 31_999 }, encrypted }
  const [near, far] = [await PipeEnd.open(one!.router, listen), await PipeEnd.open(other!.router, listen)]
  await connectOver(near, far, loses)
  const { producer, send } = await directCamera(one!.router, 1000, 1)
  const { kind, rtpParameters } = await near.send(producer)
  await far.receive({ producerId: producer.id, kind, rtpParameters, paused: false })
  const { consumer, received } = await directConsumer(other!.router, producer.id, { spatialLayer: 0, temporalLayer: 0 })
  await consumer.resume()
  send(0, 'K')
  await expect.poll(() => received).toEqual(['K'])
  return { near, far, send, received, rtpParameters }
}

test('what is lost on the way is sent again', async () => {
  let [losing, lost] = [false, 0]
  const { send, received, rtpParameters } = await cameraBehindPipe(false, (packet) => {
    // The second of three frames: a packet of media (payload type over 95 with the marker), not of RTCP.
    if (!losing || packet.length < 200) return false
    losing = false
    lost += 1
    return true
  })
  expect(rtpParameters.codecs.map(({ mimeType }) => mimeType)).toEqual(['video/VP8', 'video/rtx'])
  losing = true
  send(0, '0 0 0')
  await expect.poll(() => received).toHaveLength(4)
  expect(lost).toBe(1)
})

test('between hosts what goes through is encrypted, with keys of each end', async () => {
  const packets: Buffer[] = []
  const { near, far, send, received } = await cameraBehindPipe(true, (packet) => {
    packets.push(packet)
    return false
  })
  send(0, '0')
  await expect.poll(() => received).toEqual(['K', '0'])
  expect(near.address.srtpParameters).toBeDefined()
  expect(near.address.srtpParameters?.keyBase64).not.toBe(far.address.srtpParameters?.keyBase64)
  // The frames are zeros (vp8Packets); what travels is not.
  const media = packets.filter(({ length }) => length > 200)
  expect(media.length).toBeGreaterThan(0)
  for (const packet of media) expect(packet.subarray(-60).every((byte) => byte === 0)).toBe(false)
})
