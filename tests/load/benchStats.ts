/**
 * `npm run bench:stats -- [--json] [--endpoints 85] [--blocks 10] [--seconds 15]`: what it costs to watch over a meeting. All of it goes through
 * the whole product: a chair's wall, one room with the floor on everybody's stage, all rooms report every two seconds. In one and the same
 * meeting statistics are on and off in turns; of each two blocks that follow each other the CPU times are compared: of the media node with its
 * worker for a packet that it sends on, of signaling for a second. A cost is told in percent of one core, and beside that of what the process
 * spends without statistics. What a month of it takes in the store is made of what was written down.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions, whole } from '../support/readOptions.ts'
import { City } from './city/City.ts'
import { costOf, turns } from './stats/costOf.ts'
import { cpuMs } from './stats/cpuMs.ts'
import { monthOf, secondsSince } from './stats/monthOf.ts'
import { Reports } from './stats/Reports.ts'

const { json, endpoints, blocks, seconds } = readOptions('npm run bench:stats --', {
  endpoints: whole(85, 3),
  blocks: whole(10, 2),
  seconds: whole(15, 5),
})

/** Senders have switched off what nobody takes by then (SPEC 5.12), and code that runs often is compiled. */
const SETTLE_MS = 20_000
/** What was begun before a switch is over by then. */
const SWITCH_MS = 2500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const round = (value: number, digits: number) => Number(value.toFixed(digits))

async function bench() {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-stats-'))
  try {
    // The chair is one of them.
    await using city = await City.open({ folder, sites: endpoints - 1, workers: 1, heedsDemand: true })
    const { farm, stack, rooms, chair } = city
    const [speaker] = rooms
    if (!speaker) throw new Error('no rooms')
    await city.begin(speaker)
    const node = [stack.pid('sfu') ?? 0, ...stack.workerPids()]
    const signaling = [stack.pid('signaling') ?? 0]
    const take = async () => ({
      at: performance.now(),
      node: cpuMs(node),
      signaling: cpuMs(signaling),
      usage: await farm.usage(),
    })
    const measured: {
      readonly isOn: boolean
      readonly packetsPerSecond: number
      readonly nodeUsPerPacket: number
      readonly nodeMsPerSecond: number
      readonly signalingMsPerSecond: number
    }[] = []
    const written: Awaited<ReturnType<typeof secondsSince>> = []
    const everyone = [chair, ...rooms]
    const settling = new Reports(everyone)
    await pause(SETTLE_MS)
    settling.close()
    for (const [index, isOn] of turns(blocks).entries()) {
      if (!json) console.log(`block ${index + 1} of ${blocks}: ${isOn ? 'with' : 'without'} statistics`)
      stack.measure(isOn)
      const reports = isOn ? new Reports(everyone) : null
      await pause(SWITCH_MS)
      const began = Math.ceil(Date.now() / 1000)
      const before = await take()
      await pause(seconds * 1000)
      const after = await take()
      const elapsed = (after.at - before.at) / 1000
      reports?.close()
      const packets = after.usage.received - before.usage.received
      measured.push({
        isOn,
        packetsPerSecond: packets / elapsed,
        nodeUsPerPacket: ((after.node - before.node) * 1000) / packets,
        nodeMsPerSecond: (after.node - before.node) / elapsed,
        signalingMsPerSecond: (after.signaling - before.signaling) / elapsed,
      })
      if (isOn) written.push(...(await secondsSince(join(stack.dataDir, 'diem-cau.sqlite'), began)))
    }
    const { skipped, lost } = await farm.usage()
    const packetsPerSecond = measured.reduce((sum, one) => sum + one.packetsPerSecond, 0) / measured.length
    const mediaNode = costOf(measured.map(({ isOn, nodeUsPerPacket: cost }) => ({ isOn, cost })))
    const signalingCost = costOf(measured.map(({ isOn, signalingMsPerSecond: cost }) => ({ isOn, cost })))
    const mean = (of: (one: (typeof measured)[number]) => number, on: boolean) => {
      const all = measured.filter(({ isOn }) => isOn === on).map(of)
      return all.reduce((sum, one) => sum + one, 0) / all.length
    }
    const both = (of: (one: (typeof measured)[number]) => number) => ({
      on: round(mean(of, true), 2),
      off: round(mean(of, false), 2),
    })
    return {
      endpoints,
      /** CPU of the media node, its worker included, that statistics add, in percent of one core. */
      mediaNodeCostPct: round((mediaNode.extra * packetsPerSecond) / 1e4, 2),
      signalingCostPct: round(signalingCost.extra / 10, 2),
      /** Of 85 rooms in eight hours of meetings a day. */
      mbPerMonth: round(monthOf(written), 1),
      /** The same in percent of what each spends without statistics. */
      relativePct: { mediaNode: round(mediaNode.pct, 2), signaling: round(signalingCost.pct, 2) },
      pairs: {
        mediaNode: mediaNode.pairs.map((pct) => round(pct, 2)),
        signaling: signalingCost.pairs.map((pct) => round(pct, 2)),
      },
      /** CPU time a second. */
      msPerSecond: {
        mediaNode: both(({ nodeMsPerSecond }) => nodeMsPerSecond),
        signaling: both(({ signalingMsPerSecond }) => signalingMsPerSecond),
      },
      usPerPacket: both(({ nodeUsPerPacket }) => nodeUsPerPacket),
      blocks,
      seconds,
      secondsWritten: written.length,
      lost,
      /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
      framesNotSent: skipped,
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        node: process.version,
        loadAverage: round(loadavg()[0] ?? 0, 1),
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const result = await bench()
if (json) console.log(JSON.stringify(result))
else {
  const { mediaNodeCostPct, signalingCostPct, mbPerMonth, msPerSecond, machine } = result
  console.log(
    `${endpoints} endpoints: statistics cost the media node ${mediaNodeCostPct} % of a core (${msPerSecond.mediaNode.on} instead of ${msPerSecond.mediaNode.off} ms a second), ` +
      `signaling ${signalingCostPct} % of a core (${msPerSecond.signaling.on} instead of ${msPerSecond.signaling.off}), and ${mbPerMonth} MB a month`,
  )
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load average ${machine.loadAverage}`)
}
process.exit(0)
