import { expect, test } from 'vitest'
import { leastLoaded, type WorkerLoad } from './placement.ts'

const pick = (...loads: WorkerLoad[]) =>
  leastLoaded(
    loads.map((_, index) => index),
    (index) => loads[index] ?? { cpu: 0, consumers: 0, meetings: 0 },
  )

test('with no worker there is nowhere to go', () => {
  expect(pick()).toBeUndefined()
})

test('the worker with the fewest consumers is taken', () => {
  expect(pick({ cpu: 0, consumers: 300, meetings: 1 }, { cpu: 0, consumers: 100, meetings: 3 })).toBe(1)
})

test('a busy CPU counts even with few consumers', () => {
  expect(pick({ cpu: 0.9, consumers: 10, meetings: 1 }, { cpu: 0.2, consumers: 200, meetings: 1 })).toBe(1)
})

test('consumers count before the CPU has felt them', () => {
  expect(pick({ cpu: 0, consumers: 450, meetings: 1 }, { cpu: 0.5, consumers: 100, meetings: 1 })).toBe(1)
})

test('about equal workers share the meetings', () => {
  expect(pick({ cpu: 0.21, consumers: 0, meetings: 2 }, { cpu: 0.23, consumers: 0, meetings: 1 })).toBe(1)
  expect(pick({ cpu: 0, consumers: 0, meetings: 0 }, { cpu: 0, consumers: 0, meetings: 0 })).toBe(0)
})
