import { expect, test } from 'vitest'
import type { Sample } from './measureShape.ts'
import { costs, ratio } from './report.ts'

const sample = (usPerPacket: number): Sample => ({
  usPerPacket,
  workerUsPerPacket: usPerPacket - 1,
  inPerSecond: 100,
  outPerSecond: 1000,
  lost: 1,
  framesNotSent: 2,
})
const samples = new Map([
  [
    'dense' as const,
    new Map([
      ['ours', [4, 6, 5].map(sample)],
      ['bare', [8, 6, 10].map(sample)],
      ['janus', []],
    ]),
  ],
  [
    'wide' as const,
    new Map([
      ['ours', [9].map(sample)],
      ['bare', [10].map(sample)],
      ['janus', []],
    ]),
  ],
])

test('what each costs is told with its spread, and what went wrong is summed up', () => {
  expect(costs(samples).dense['ours']).toEqual({
    usPerPacket: { p50: 5, from: 4, to: 6 },
    workerUsPerPacket: { p50: 4, from: 3, to: 5 },
    packetsPerSecond: 1000,
    lost: 3,
    framesNotSent: 6,
  })
})

test('a comparison counts where it is worst', () => {
  expect(ratio(samples, 'ours', 'bare')).toEqual({
    worst: 0.9,
    byShape: [
      { shape: 'dense', p50: 0.5, from: 0.5, to: 1 },
      { shape: 'wide', p50: 0.9, from: 0.9, to: 0.9 },
    ],
  })
})

test('workers are compared by what they cost themselves', () => {
  expect(ratio(samples, 'ours', 'bare', 'workerUsPerPacket')?.byShape[1]).toMatchObject({ shape: 'wide', p50: 0.89 })
})

test('there is no comparison with what was not measured', () => {
  expect(ratio(samples, 'ours', 'janus')).toBeNull()
})
