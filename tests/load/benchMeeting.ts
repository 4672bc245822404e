/**
 * `npm run bench:meeting -- [--json] [--sites 7,21,43,85,170] [--seconds 10] [--workers 1] [--picture FILE] [--everything | --listening] [--decode SECONDS]`: a city's
 * meeting through the whole product, for each number of rooms: the chair's wall of all of them, one room with the floor on everybody's
 * stage, all microphones and cameras on. What it costs each process, what goes through, and how long sound is on its way.
 * With `--everything` rooms send what nobody takes too. With `--listening` (`--sites 1000`) one large meeting instead, see listening/. With `--decode 300`
 * (`--sites 85`) three of the rooms are browsers instead, which decode whoever has the floor in 720p for so long, while all send that.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromHere } from '../../infra/store/fromHere.ts'
import { endWhenAsked } from '../support/endWhenAsked.ts'
import { file, readOptions, whole, wholes } from '../support/readOptions.ts'
import { City } from './city/City.ts'
import { cpuSeconds } from './city/cpuSeconds.ts'
import { type Decoding, measureDecoding } from './city/measureDecoding.ts'
import { memoryMb } from './city/memoryMb.ts'
import { plotOfSites } from './city/plotOfSites.ts'
import { type Listening, measureListening } from './listening/measureListening.ts'

endWhenAsked()
const { json, sites, seconds, workers, picture, everything, listening, decode } = readOptions(
  'npm run bench:meeting --',
  {
    sites: wholes([7, 21, 43, 85, 170], 2),
    seconds: whole(10, 1),
    workers: whole(1, 1),
    picture: file,
    decode: whole(0, 0),
  },
  ['everything', 'listening'],
)

/** Senders have switched off what nobody takes by then (SPEC 5.12), and estimates have settled. */
const SETTLE_MS = 8000

export type Run = Awaited<ReturnType<typeof run>>

async function run(count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'diem-cau-city-'))
  try {
    await using city = await City.open({ folder, sites: count, workers, heedsDemand: !everything })
    const { farm, stack, rooms } = city
    const [speaker, ward] = rooms
    if (!speaker || !ward) throw new Error('no rooms')
    await city.begin(speaker)
    await pause(SETTLE_MS)
    const parts = { worker: stack.workerPids(), sfu: [stack.pid('sfu') ?? 0], signaling: [stack.pid('signaling') ?? 0] }
    const take = async () => ({
      at: performance.now(),
      cpu: Object.values(parts).map(cpuSeconds),
      usage: await farm.usage(),
      ward: await ward.sent(),
    })
    await farm.delays()
    const before = await take()
    await pause(seconds * 1000)
    const after = await take()
    const delay = await farm.delays()
    const elapsed = (after.at - before.at) / 1000
    const rate = (end: number, start: number) => (end - start) / elapsed
    const cores = after.cpu.map((spent, at) => rate(spent, before.cpu[at] ?? 0))
    const [workerCores = 0, withWorkers = 0, signalingCores = 0] = cores
    const packetsInPerS = rate(after.usage.sent, before.usage.sent)
    const packetsOutPerS = rate(after.usage.received, before.usage.received)
    return {
      sites: count,
      workerCores: round(workerCores, 3),
      /** The media node's own process, without its workers. */
      sfuCores: round(withWorkers - workerCores, 3),
      signalingCores: round(signalingCores, 3),
      packetsInPerS: Math.round(packetsInPerS),
      packetsOutPerS: Math.round(packetsOutPerS),
      /** CPU of the workers for a packet that is sent on. */
      usPerPacketOut: round((workerCores * 1e6) / packetsOutPerS, 1),
      /** Bits of a room that is only on the wall, headers included. */
      wallRoomUplinkKbit: Math.round((rate(after.ward.bytes, before.ward.bytes) * 8) / 1000),
      /** Time that sound takes from the sender's socket to the receiver's. */
      forwardingMs: { p50: delay.p50Us / 1000, p95: delay.p95Us / 1000, p99: delay.p99Us / 1000 },
      memoryMb: Object.fromEntries(Object.entries(parts).map(([part, pids]) => [part, memoryMb(pids)])),
      lost: after.usage.lost - before.usage.lost,
      /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
      framesNotSent: after.usage.skipped - before.usage.skipped,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

const costOf = ({ workerCores, sfuCores, signalingCores }: Run) => workerCores + sfuCores + signalingCores

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  loadAverage: round(loadavg()[0] ?? 0, 1),
})

if (listening) {
  const meetings: Listening[] = []
  const say = (text: string) => void (json || console.log(text))
  for (const count of sites) meetings.push(await measureListening({ sites: count, seconds, workers, say }))
  const result = { meetings, workers, machine: machine() }
  console.log(json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
  process.exit(0)
}

if (decode > 0) {
  const meetings: Decoding[] = []
  for (const count of sites) meetings.push(await measureDecoding({ sites: count, seconds: decode, workers }))
  const result = { meetings, workers, machine: machine() }
  console.log(json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
  process.exit(0)
}

const runs: Run[] = []
for (const count of sites) {
  runs.push(await run(count))
  if (!json) console.log(inWords(runs.at(-1) as Run))
}
const small = runs.find((one) => one.sites === 85)
const large = runs.find((one) => one.sites === 170)
const result = {
  runs,
  /** Cost of 170 rooms through that of 85; null without both. */
  growth: small && large ? round(costOf(large) / costOf(small), 2) : null,
  workers,
  heedsDemand: !everything,
  machine: machine(),
}
if (picture !== null) await writeFile(fromHere(picture), plotOfSites(runs))
if (json) console.log(JSON.stringify(result))
else {
  if (result.growth !== null) console.log(`170 rooms cost ${result.growth} times what 85 do`)
  console.log(`${result.machine.cpu}, ${result.machine.cores} cores, Node ${result.machine.node}`)
}
process.exit(0)

function inWords({ sites: count, forwardingMs: ms, ...one }: Run): string {
  return (
    `${count} rooms: worker ${one.workerCores}, media node ${one.sfuCores}, signaling ${one.signalingCores} cores; ` +
    `${one.packetsInPerS} packets a second in, ${one.packetsOutPerS} out, ${one.lost} lost; ` +
    `a room on the wall sends ${one.wallRoomUplinkKbit} kbit/s; sound on its way ${ms.p50}, ${ms.p95}, ${ms.p99} ms (p50, p95, p99)`
  )
}
