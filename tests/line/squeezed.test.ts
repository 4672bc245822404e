import { EndpointId, type LineStep, ProducerId } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { Endpoint } from '../../sfu/src/meeting/Endpoint.ts'
import { MediaWorker } from '../../sfu/src/node/MediaWorker.ts'
import { BareSfu, produce } from '../load/farm/BareSfu.ts'
import { Farm } from '../load/farm/Farm.ts'
import type { FarmTransport } from '../load/farm/FarmTransport.ts'
import { NarrowLine } from '../load/farm/NarrowLine.ts'
import { freePorts } from '../support/freePorts.ts'
import { mediaWorker } from '../support/mediaWorker.ts'

/** Enough for a voice with the smallest picture of few frames; a camera's largest layer and what is above it. */
const NARROW = 130_000
const WIDE = 2_000_000
const PATIENCE = { timeout: 30_000, interval: 100 }
const ALL_LAYERS = { spatial: 2, temporal: 2 }

/** A viewer's endpoint as the media node has it, behind a line that can be squeezed; it receives a camera and a voice. */
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
  const sender = await sfu.connect(farm)
  const sent = await sender.far.produceVideo()
  const camera = await produce(sender.server, sent)
  const voice = await produce(sender.server, await sender.far.produceAudio())
  const options = { rtpCapabilities: sfu.rtpCapabilities, voice: false }
  const log = pino({ level: 'silent' })
  const viewer = await Endpoint.open(EndpointId.parse('viewer'), sfu.router, worker.webRtcServer, options, log)
  const { recv } = viewer.transportParameters
  const [far] = await Promise.all([
    farm.open({ ...recv, iceCandidates: recv.iceCandidates.map(line.candidate) }),
    viewer.transport('recv').connect(farm.dtlsParameters),
  ])
  await far.connected
  const wanted = [
    { producerId: ProducerId.parse(camera.id), layers: ALL_LAYERS, paused: false, priority: 200 },
    { producerId: ProducerId.parse(voice.id), paused: false, priority: 255 },
  ]
  const { consumers } = await viewer.subscribe(wanted, ({ producerId }) =>
    Promise.resolve({ value: producerId === camera.id ? camera : voice, release: () => undefined }),
  )
  const steps: LineStep[] = []
  viewer.on('line', (step) => steps.push(step))
  const made = await Promise.all(
    consumers.map(({ rtpParameters, kind }) => far.consume(rtpParameters, { inspect: kind === 'video' })),
  )
  await viewer.resume(consumers.map(({ consumerId }) => consumerId))
  const heard = made[consumers.findIndex(({ kind }) => kind === 'audio')]?.ssrc ?? 0
  const seen = made[consumers.findIndex(({ kind }) => kind === 'video')]?.ssrc ?? 0
  return { far, steps, heard, seen, sent }
}

/** The whole picture is back within this, on whatever machine; what is wanted is 5 s, which `npm run bench:line` measures. */
const BACK_WITHIN_MS = 10_000

test('21.1 21.2 21.3 21.8 of a line that is squeezed sound gets all that there is, and pictures come back by themselves', async () => {
  using line = await NarrowLine.open()
  const { far, steps, heard, seen } = await watchThrough(line)
  await far.keyFrame(seen, 720, 20_000)
  line.rate = NARROW
  await expect.poll(() => steps.at(-1), PATIENCE).toBe('slow')
  expect(await takes(far, heard, 100), 'two seconds of a voice').toBeLessThan(3_000)
  line.rate = WIDE
  await far.keyFrame(seen, 720, BACK_WITHIN_MS)
  await expect.poll(() => steps.at(-1), PATIENCE).toBe('whole')
}, 60_000)

/** A layer must have come for so long before its end looks like a line that is too narrow, in packets of a voice: nine seconds. */
const LONG = 450
/** Before the ten seconds are over that the worker waits then. */
const CAUGHT_UP_WITHIN_MS = 8_000

test('21.2 a layer that its sender switched off and on again is sent again as soon as it comes', async () => {
  using line = await NarrowLine.open()
  const { far, heard, seen, sent } = await watchThrough(line)
  await far.keyFrame(seen, 720, 20_000)
  await takes(far, heard, LONG)
  const smaller = far.keyFrame(seen, 360, 20_000)
  await sent.sendUpTo(1)
  await smaller
  const whole = far.keyFrame(seen, 720, CAUGHT_UP_WITHIN_MS)
  await sent.sendUpTo(2)
  await whole
}, 60_000)

/** Milliseconds until so many packets came. */
async function takes(far: FarmTransport, ssrc: number, count: number): Promise<number> {
  const began = performance.now()
  await far.packets(ssrc, count)
  return performance.now() - began
}
