/**
 * `npm run bench:sfu -- [--json] [--blocks 3] [--seconds 3] [--workers A,B]`: what forwarding a packet costs in CPU time, by /proc. The
 * endpoint farm puts the same load through our whole media node, bare mediasoup with the same worker, and Debian's Janus with one event
 * loop and with its default, in turns: 9 send and 20 receive all of it, 1 sends and 78 receive it. With `--workers`, our media node with
 * one worker binary and with another instead, also with 85 rooms of one meeting.
 */
import { cpus, getPriority, loadavg, release, setPriority } from 'node:os'
import { fromHere } from '../../infra/store/fromHere.ts'
import { ensureOwnBuild } from '../../infra/worker/ensureWorker.ts'
import { proveWorker } from '../../infra/worker/proveWorker.ts'
import { mediaWorker } from '../support/mediaWorker.ts'
import { readOptions, two, whole } from '../support/readOptions.ts'
import { type Contender, ownWith, servers } from './forward/contenders.ts'
import { measureInTurns } from './forward/measureInTurns.ts'
import { type Cost, costs, ratio } from './forward/report.ts'
import type { ShapeName } from './forward/shapes.ts'

const { json, blocks, seconds, workers } = readOptions('npm run bench:sfu --', {
  blocks: whole(3, 1),
  seconds: whole(3, 1),
  workers: two('plain, faster or paths'),
})

const inTurns = <Name extends string>(contenders: readonly Contender<Name>[], shapes: readonly ShapeName[]) =>
  measureInTurns(contenders, shapes, { blocks, seconds, tell: (what) => json || console.log(what) })

async function compareServers() {
  const { contenders, janus, missing } = await servers(await mediaWorker())
  if (missing !== null) console.error(`Janus is not here and is left out. ${missing}`)
  const samples = await inTurns(contenders, ['dense', 'wide'])
  const [bare, tuned, byDefault] = (['bare', 'janusTuned', 'janusDefault'] as const).map((other) =>
    ratio(samples, 'ours', other),
  )
  return {
    ratioBare: bare?.worst ?? null,
    ratioJanusTuned: tuned?.worst ?? null,
    ratioJanusDefault: byDefault?.worst ?? null,
    usPerPacket: costs(samples),
    ratios: { bare: bare?.byShape, janusTuned: tuned?.byShape, janusDefault: byDefault?.byShape },
    settings: { janus, janusTuned: 'event_loops = 1', janusDefault: 'a thread for each line', ours: '1 worker' },
  }
}

/** @returns path of a worker that was proved, built first if it is named by how it is built */
async function workerOf(name: string): Promise<string> {
  if (name === 'plain' || name === 'faster') return ensureOwnBuild(name)
  const path = fromHere(name)
  await proveWorker(path)
  return path
}

async function compareWorkers([first, second]: readonly [string, string]) {
  const paths = [await workerOf(first), await workerOf(second)] as const
  const samples = await inTurns(ownWith(paths), ['dense', 'wide', 'rooms'])
  const compared = ratio(samples, 'second', 'first', 'workerUsPerPacket')
  return {
    ratioSecond: compared?.worst ?? null,
    usPerPacket: costs(samples),
    ratios: { second: compared?.byShape },
    settings: { first, second },
  }
}

/** Puts all that is started from here before other work on the machine: each switch to that costs the caches of what is measured. */
function raisePriority(): void {
  try {
    setPriority(-10)
  } catch {
    // Others than root may not, and the priority that is told stays the usual one, 0.
  }
}

const load = () => Math.round((loadavg()[0] ?? 0) * 10) / 10
raisePriority()
const before = load()
const measured = workers === null ? await compareServers() : await compareWorkers(workers)
const result = {
  ...measured,
  blocks,
  seconds,
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    kernel: release(),
    node: process.version,
    priority: getPriority(),
    loadAverage: { before, after: load() },
  },
}
if (json) console.log(JSON.stringify(result))
else {
  for (const [shape, byName] of Object.entries(result.usPerPacket)) {
    console.log(`${shape}:`)
    for (const [name, { usPerPacket, packetsPerSecond }] of Object.entries<Cost>(byName))
      console.log(
        `  ${name.padEnd(12)} ${usPerPacket.p50} us a packet (${usPerPacket.from} to ${usPerPacket.to}) at ${packetsPerSecond} a second`,
      )
  }
  for (const [other, byShape] of Object.entries(result.ratios))
    for (const { shape, p50, from, to } of byShape ?? [])
      console.log(`${shape}, through ${other}: ${p50} (${from} to ${to})`)
  const { cpu, cores, kernel, node, loadAverage } = result.machine
  console.log(
    `${cpu}, ${cores} cores, Linux ${kernel}, Node ${node}, load average ${loadAverage.before} to ${loadAverage.after}`,
  )
}
