import { on } from 'node:events'
import type { types } from 'mediasoup'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { MediaWorker } from '../../../sfu/src/node/MediaWorker.ts'
import { freePorts } from '../../support/freePorts.ts'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { BareSfu, consume, produce } from './BareSfu.ts'
import { Farm } from './Farm.ts'
import { NarrowLine } from './NarrowLine.ts'

/** A camera's largest layer and what is above it; a line for less than two of its three layers. */
const WIDE = 1_000_000
const NARROW = 200_000

/** The part of mediasoup's `bwe` trace that is read here. */
const Estimate = z.object({ type: z.literal('bwe'), info: z.object({ availableBitrate: z.number() }) })

/** Waits for the worker's estimate of the line. @throws AbortError if it does not come in time */
async function estimate(
  transport: types.WebRtcTransport,
  withinMs: number,
  fits: (bitrate: number) => boolean,
): Promise<number> {
  for await (const [trace] of on(transport, 'trace', { signal: AbortSignal.timeout(withinMs) })) {
    const { availableBitrate } = Estimate.parse(trace).info
    if (fits(availableBitrate)) return availableBitrate
  }
  throw new Error('no estimate any more')
}

/** A worker as the media node starts it, which one camera goes through, to a viewer behind a line that can be squeezed. */
async function watchThrough(line: NarrowLine) {
  const worker = await MediaWorker.start(0, {
    listen: [{ ip: '127.0.0.1' }],
    rtcBasePort: await freePorts(1),
    workerBin: await mediaWorker(),
  })
  onTestFinished(() => worker.close())
  const sfu = await BareSfu.around(worker.worker, worker.webRtcServer)
  const farm = await Farm.start()
  onTestFinished(() => farm.close())
  const [sender, viewer] = await Promise.all([sfu.connect(farm), sfu.connect(farm, line)])
  const producer = await produce(sender.server, await sender.far.produceVideo())
  const { consumer, ssrc } = await consume(sfu, viewer, producer, { spatialLayer: 2, inspect: false })
  await viewer.server.enableTraceEvent(['bwe'])
  return { viewer, consumer, ssrc }
}

test('a line that is squeezed is noticed within seconds, and so is one that is open again', async () => {
  using line = await NarrowLine.open()
  const { viewer, consumer, ssrc } = await watchThrough(line)
  await estimate(viewer.server, 20_000, (bitrate) => bitrate > WIDE)
  line.rate = NARROW
  // 0.4 to 2.5 s were measured, without the worker's settings too.
  await estimate(viewer.server, 8_000, (bitrate) => bitrate < 1.1 * NARROW)
  while (consumer.currentLayers?.spatialLayer === 2) await viewer.far.packets(ssrc, 1)
  line.rate = Infinity
  // 4 to 8 s were measured, without the worker's settings too.
  await estimate(viewer.server, 30_000, (bitrate) => bitrate > WIDE)
  while (consumer.currentLayers?.spatialLayer !== 2) await viewer.far.packets(ssrc, 1)
  expect((await viewer.far.stats()).unauthentic).toBe(0)
}, 60_000)
