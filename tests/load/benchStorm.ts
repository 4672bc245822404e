/**
 * `npm run bench:storm -- [--json] [--rooms 85] [--within 1000] [--workers 1]`: everyone at once. So many rooms connect, join, open
 * both transports, microphone and camera, and begin to do so within that many milliseconds; how long each takes from there until the
 * chair's picture comes. Then signaling is killed, and all come back to the places they had.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../support/percentile.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { cpuSeconds } from './city/cpuSeconds.ts'
import { type Outcome, Storm } from './storm/Storm.ts'

const { json, rooms, within, workers } = readOptions('npm run bench:storm --', {
  rooms: whole(85, 1),
  within: whole(1000, 0),
  workers: whole(1, 1),
})

/** Until senders have switched off what nobody takes (SPEC 5.12). */
const SETTLE_MS = 5000

function timesOf(outcomes: readonly Outcome[]) {
  const seen = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const reasons = new Set(
    outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : [])),
  )
  for (const reason of reasons) console.error(reason)
  const times = seen.map(({ beganAt, seenAt }) => seenAt - beganAt)
  return {
    failed: outcomes.length - seen.length,
    p50: Math.round(percentile(times, 0.5)),
    p95: Math.round(percentile(times, 0.95)),
  }
}

async function bench(folder: string) {
  await using storm = await Storm.open({ folder, rooms, workers })
  const { stack, farm } = storm
  const parts = {
    signaling: [stack.pid('signaling') ?? 0],
    sfu: [stack.pid('sfu') ?? 0],
    worker: stack.workerPids(),
    farm: [farm.pid],
  }
  const cpu = () => [
    ...Object.values(parts).map(cpuSeconds),
    process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  ]
  const before = cpu()
  const outcomes = await storm.enter(within)
  const after = cpu()
  const cpuMs = Object.fromEntries(
    [...Object.keys(parts), 'rooms'].map((part, at) => [
      part,
      Math.round((((after[at] ?? 0) - (before[at] ?? 0)) * 10_000) / rooms) / 10,
    ]),
  )
  await pause(SETTLE_MS)
  const { readyMs, outcomes: back } = await storm.killSignaling()
  return {
    rooms,
    ...timesOf(outcomes),
    /** CPU of each process until the last had seen the chair, for each room, ms; `sfu` with its workers, `rooms` is this process. */
    cpuMs,
    back: {
      ...timesOf(back),
      /** From the kill to its being ready again. */
      readyMs: Math.round(readyMs),
    },
    within,
    workers,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    },
  }
}

const folder = await mkdtemp(join(tmpdir(), 'diem-cau-storm-'))
try {
  const result = await bench(folder)
  if (json) console.log(JSON.stringify(result))
  else {
    const { failed, p50, p95, back, cpuMs, machine } = result
    console.log(
      `${rooms} rooms within ${within} ms: ${p50} ms until the chair is seen (p50), ${p95} ms (p95), ${failed} failed`,
    )
    console.log(
      `signaling killed: ready again after ${back.readyMs} ms, back ${back.p50} ms after connecting (p50), ${back.p95} ms (p95), ${back.failed} failed`,
    )
    console.log(
      `CPU of a join, ms: ${Object.entries(cpuMs)
        .map(([part, ms]) => `${part} ${ms}`)
        .join(', ')}; ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)
