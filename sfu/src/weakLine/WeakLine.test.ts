import type { types } from 'mediasoup'
import { EventEmitter, once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WeakLine } from './WeakLine.ts'

const ESTIMATES_EVERY_MS = 200
const PACKETS = 10

/**
 * A narrow line as the worker tells of it: an estimate at its floor, one picture of which less is sent than is wanted, and one sound of which mediasoup says that all is
 * well, as what was lost came again. `lost` packets of each ten are asked for again.
 */
function narrowLine({ lost }: { readonly lost: number }) {
  const allowed: (number | null)[] = []
  const counts = { packetCount: 0, nackPacketCount: 0 }
  const transport = Object.assign(new EventEmitter(), {
    enableTraceEvent: async () => {},
    setMinOutgoingBitrate: async () => {},
    setMaxOutgoingBitrate: async () => {},
    getStats: async () => [{ availableOutgoingBitrate: 80_000, rtpPacketLossSent: 0 }],
  })
  const picture = Object.assign(new EventEmitter(), {
    producerPaused: false,
    preferredLayers: { spatialLayer: 2 },
    currentLayers: { spatialLayer: 0 },
    score: { producerScores: [10, 10, 10] },
    enableTraceEvent: async () => {},
    requestKeyFrame: async () => {},
  })
  const sound = { id: 'voice', score: { score: 10 }, getStats: async () => [{ type: 'outbound-rtp', ...counts }] }
  const line = new WeakLine(transport as unknown as types.WebRtcTransport, {
    video: [picture as unknown as types.Consumer],
    sound: [sound as unknown as types.Consumer],
    allow: async (only) => void allowed.push(only?.length ?? null),
    hold: async () => {},
  })
  const timer = setInterval(() => {
    counts.packetCount += PACKETS
    counts.nackPacketCount += lost
    transport.emit('trace', { type: 'bwe', info: { availableBitrate: 80_000, desiredBitrate: 1_200_000 } })
  }, ESTIMATES_EVERY_MS)
  onTestFinished(() => {
    clearInterval(timer)
    line.close()
  })
  line.onLayers()
  return { line, allowed }
}

test('21.3 pictures give way to a sound that is lost at first, though all of it came again', async () => {
  const { line, allowed } = narrowLine({ lost: 1 })
  const steps = [await once(line, 'step'), await once(line, 'step'), await once(line, 'step')].flat()
  expect(steps).toEqual(['slow', 'stills', 'sound'])
  expect(allowed.at(-1), 'no picture').toBe(0)
})

test('21.3 beside a sound of which nothing is lost the smallest picture stays', async () => {
  const { line } = narrowLine({ lost: 0 })
  expect(await once(line, 'step')).toEqual(['slow'])
  const next = once(line, 'step', { signal: AbortSignal.timeout(4_000) })
  await expect(next).rejects.toThrow('aborted')
})
