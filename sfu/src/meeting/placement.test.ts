import { fullness, WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { leastLoaded, place, type WorkerLoad } from './placement.ts'

const idle: WorkerLoad = { cpu: 0, consumers: 0, bitrate: 0, endpoints: 0, meetings: 0 }
const loads = (given: readonly Partial<WorkerLoad>[]) => (index: number) => ({ ...idle, ...given[index] })
const indexes = (given: readonly unknown[]) => given.map((_, index) => index)

const pick = (...given: Partial<WorkerLoad>[]) => leastLoaded(indexes(given), loads(given), WORKER_CAPACITY)

/** Places the next endpoint of a meeting that has parts on these workers. */
const next = (parts: number[], ...given: Partial<WorkerLoad>[]) =>
  place(parts, indexes(given), loads(given), WORKER_CAPACITY)

const full = { endpoints: WORKER_CAPACITY.endpoints }

test('with no worker there is nowhere to go', () => {
  expect(pick()).toBeUndefined()
  expect(next([])).toBeUndefined()
})

test('the worker with the fewest consumers is taken', () => {
  expect(pick({ consumers: 300, meetings: 1 }, { consumers: 100, meetings: 3 })).toBe(1)
})

test('a busy CPU counts even with few consumers', () => {
  expect(pick({ cpu: 0.9, consumers: 10 }, { cpu: 0.2, consumers: 200 })).toBe(1)
})

test('consumers and endpoints count before the CPU has felt them', () => {
  expect(pick({ consumers: 450 }, { cpu: 0.5, consumers: 100 })).toBe(1)
  expect(pick({ endpoints: 90 }, { cpu: 0.5 })).toBe(1)
})

test('bitrate counts, in and out', () => {
  expect(pick({ bitrate: 500_000_000 }, { cpu: 0.5 })).toBe(1)
})

test('about equal workers share the meetings', () => {
  expect(pick({ cpu: 0.21, meetings: 2 }, { cpu: 0.23, meetings: 1 })).toBe(1)
  expect(pick({}, {})).toBe(0)
})

test.each<[keyof typeof WORKER_CAPACITY]>([['cpu'], ['consumers'], ['bitrate'], ['endpoints']])(
  'a worker is full as soon as its %s is',
  (measure) => {
    expect(fullness({ ...idle, [measure]: WORKER_CAPACITY[measure] }, WORKER_CAPACITY)).toBe(1)
  },
)

test('the first endpoint opens the meeting on the least loaded worker', () => {
  expect(next([], { cpu: 0.5 }, { cpu: 0.1 })).toBe(1)
})

test('endpoints stay at home until it is full, whatever is free elsewhere', () => {
  expect(next([0], { endpoints: 99, cpu: 0.6 }, {})).toBe(0)
  expect(next([0], full, {})).toBe(1)
  expect(next([0], { cpu: 0.7 }, {})).toBe(1)
})

test('a part that has room is filled before another is opened', () => {
  expect(next([1, 0], full, full, {})).toBe(2)
  expect(next([1, 0], { endpoints: 50 }, full, {})).toBe(0)
})

test('with a new part goes the least loaded of the others', () => {
  expect(next([0], full, { cpu: 0.4 }, { cpu: 0.2 })).toBe(2)
})

test('when every worker is full the parts there are share, rather than that a new one is opened', () => {
  expect(next([0], { endpoints: 120 }, { endpoints: 100 })).toBe(0)
  expect(next([0, 1], { endpoints: 140 }, { endpoints: 100 })).toBe(1)
})

test('a part whose worker died is no place', () => {
  expect(place([0, 1], [1], loads([idle, idle]), WORKER_CAPACITY)).toBe(1)
  expect(place([0], [1], loads([idle, idle]), WORKER_CAPACITY)).toBe(1)
})
