import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { forecast } from './forecast.ts'
import { sizingTable } from './sizingTable.ts'

const Measured = z.object({
  runs: z.array(
    z.object({
      sites: z.number(),
      workerCores: z.number(),
      sfuCores: z.number(),
      signalingCores: z.number(),
      packetsInPerS: z.number(),
      packetsOutPerS: z.number(),
      memoryMb: z.object({ worker: z.number(), sfu: z.number(), signaling: z.number() }),
      lost: z.literal(0),
      framesNotSent: z.literal(0),
    }),
  ),
})
const { runs } = Measured.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'measured.json'), 'utf8')))
const MOST_OFF = 0.15

test.each(runs)('what $sites rooms take is forecast within 15 % of what was measured', (run) => {
  const told = forecast(run.sites)
  const sum = (one: Readonly<Record<string, number>>) => Object.values(one).reduce((total, value) => total + value, 0)
  const pairs: Readonly<Record<string, readonly [number, number]>> = {
    'packets in': [told.packetsInPerS, run.packetsInPerS],
    'packets out': [told.packetsOutPerS, run.packetsOutPerS],
    'cores of the workers': [told.workerCores, run.workerCores],
    'cores in all': [told.workerCores + told.otherCores, run.workerCores + run.sfuCores + run.signalingCores],
    'memory in all': [sum(told.memoryMb), sum(run.memoryMb)],
  }
  const off = Object.entries(pairs).map(([name, [forecasted, measured]]) => [name, forecasted / measured - 1] as const)
  expect(off.filter(([, share]) => Math.abs(share) > MOST_OFF)).toEqual([])
})

test('all sizes that are asked for were measured', () => {
  expect(runs.map(({ sites }) => sites)).toEqual([7, 21, 43, 85, 170])
})

test('more rooms never take less', () => {
  const sizes = Array.from({ length: 400 }, (_, n) => forecast(n * 9 + 2))
  for (const [n, one] of sizes.entries()) {
    const next = sizes[n + 1]
    if (!next) continue
    expect(next.packetsOutPerS).toBeGreaterThan(one.packetsOutPerS)
    expect(next.workers).toBeGreaterThanOrEqual(one.workers)
    expect(next.workerCores).toBeGreaterThan(one.workerCores)
  }
})

test('the table of the page is what is forecast', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'sizing.md'), 'utf8')
  const told = page
    .split('\n')
    .filter((line) => /^\| *(?:\d|rooms)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const wanted = sizingTable()
    .split('\n')
    .filter((line) => !line.startsWith('| ---'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(told).toEqual(wanted)
})
