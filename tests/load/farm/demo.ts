/**
 * `npx node tests/load/farm/demo.ts [--endpoints 20] [--seconds 5] [--streams 3] [--inspect] [--json]`: so many endpoints
 * on one mediasoup worker, each sending Opus and three layers of VP8 and receiving the sound of one and the
 * smallest layer of `--streams` others. Prints what a packet costs either side.
 */
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { readOptions, whole } from '../../support/readOptions.ts'
import { BareSfu, consume, produce } from './BareSfu.ts'
import { Farm } from './Farm.ts'

const options = readOptions(
  'npx node tests/load/farm/demo.ts',
  { endpoints: whole(20, 2), seconds: whole(5, 1), streams: whole(3, 1) },
  ['inspect'],
)
const { inspect, json, endpoints, seconds } = options
const streams = Math.min(options.streams, endpoints - 1)

/** By then key frames, first estimates and Node's own start are over. */
const WARM_UP_MS = 3_000

async function join(sfu: BareSfu, farm: Farm) {
  const [sending, receiving] = await Promise.all([sfu.connect(farm), sfu.connect(farm)])
  const [mic, camera] = await Promise.all([sending.far.produceAudio(), sending.far.produceVideo()])
  const [micProducer, cameraProducer] = await Promise.all([
    produce(sending.server, mic),
    produce(sending.server, camera),
  ])
  return { receiving, micProducer, cameraProducer }
}

async function snapshot(sfu: BareSfu, farm: Farm) {
  const [{ ru_utime, ru_stime }, usage] = await Promise.all([sfu.worker.getResourceUsage(), farm.usage()])
  return { at: performance.now(), workerUs: (ru_utime + ru_stime) * 1000, ...usage }
}

async function run() {
  using sfu = await BareSfu.start()
  await using farm = await Farm.start()
  const joining = performance.now()
  const all = await Promise.all(Array.from({ length: endpoints }, () => join(sfu, farm)))
  for (const [index, { receiving }] of all.entries()) {
    const others = Array.from({ length: streams }, (_, step) => all[(index + 1 + step) % endpoints]!)
    await Promise.all([
      consume(sfu, receiving, others[0]!.micProducer, { inspect }),
      ...others.map(({ cameraProducer }) => consume(sfu, receiving, cameraProducer, { inspect, spatialLayer: 0 })),
    ])
  }
  const joinedMs = performance.now() - joining
  await sleep(WARM_UP_MS)
  const before = await snapshot(sfu, farm)
  await sleep(seconds * 1000)
  const after = await snapshot(sfu, farm)

  const elapsed = (after.at - before.at) / 1000
  const sent = after.sent - before.sent
  const received = after.received - before.received
  const round = (value: number) => Math.round(value * 100) / 100
  return {
    endpoints,
    streams,
    inspect,
    cpu: cpus()[0]?.model ?? 'unknown',
    joinedMs: Math.round(joinedMs),
    seconds: round(elapsed),
    sentPerSecond: Math.round(sent / elapsed),
    receivedPerSecond: Math.round(received / elapsed),
    lost: after.lost - before.lost,
    skippedFrames: after.skipped - before.skipped,
    farmUsPerPacket: round((after.cpuUs - before.cpuUs) / (sent + received)),
    workerUsPerPacket: round((after.workerUs - before.workerUs) / (sent + received)),
    farmShareOfCore: round((after.cpuUs - before.cpuUs) / elapsed / 1e6),
    workerShareOfCore: round((after.workerUs - before.workerUs) / elapsed / 1e6),
    longestWaitMs: round(after.longestWaitUs / 1000),
  }
}

const result = await run()
if (json) {
  console.log(JSON.stringify(result))
} else {
  console.log(
    `${result.endpoints} endpoints (${result.cpu}), all joined after ${result.joinedMs} ms, then for ${result.seconds} s:`,
  )
  console.log(
    `  ${result.sentPerSecond} packets a second to the worker, ${result.receivedPerSecond} back, ${result.lost} lost`,
  )
  console.log(
    `  farm   ${result.farmUsPerPacket} us of CPU a packet (sent or received), ${Math.round(result.farmShareOfCore * 100)} % of a core`,
  )
  console.log(
    `  worker ${result.workerUsPerPacket} us of CPU a packet (in or out), ${Math.round(result.workerShareOfCore * 100)} % of a core`,
  )
  console.log(
    `  a packet waited ${result.longestWaitMs} ms for the farm at most; ${result.skippedFrames} frames were not sent, the farm being late`,
  )
}
