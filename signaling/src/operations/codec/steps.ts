import { METRICS, type ResourceKind, type Unit } from '@diem-cau/signaling-contract/operations'

/** What is kept of a value is a whole number of these: no more digits than a person reads. */
const STEP: Record<Unit, number> = {
  ms: 1,
  percent: 0.1,
  'kbit/s': 1,
  '1/s': 0.1,
  count: 1,
  pixels: 1,
  dBFS: 1,
  MB: 1,
  score: 0.01,
  days: 0.1,
  luma: 0.1,
}

/** One over the step: whole, so that what comes back has no more digits than it should (12 / 10 and not 12 * 0.1). */
const perOne = (unit: Unit): number => Math.round(1 / STEP[unit])

/** How many steps each metric of a kind has in one of its unit, in the table's order. */
export const STEPS_PER_ONE: Record<ResourceKind, readonly number[]> = {
  endpoint: METRICS.endpoint.map(({ unit }) => perOne(unit)),
  node: METRICS.node.map(({ unit }) => perOne(unit)),
  worker: METRICS.worker.map(({ unit }) => perOne(unit)),
  process: METRICS.process.map(({ unit }) => perOne(unit)),
  service: METRICS.service.map(({ unit }) => perOne(unit)),
}

/** @returns the value in steps, null for what was not read */
export const inSteps = (value: number | null | undefined, perOne: number): number | null =>
  value === null || value === undefined || Number.isNaN(value) ? null : Math.round(value * perOne)

export const fromSteps = (steps: number | null, perOne: number): number | null =>
  steps === null ? null : steps / perOne
