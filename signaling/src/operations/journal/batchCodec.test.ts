import { ENDPOINT_METRICS, indexOfMetric, METRICS } from '@diem-cau/signaling-contract/operations'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEPS_PER_ONE } from '../codec/steps.ts'
import type { Batch, BatchEntry } from './Batch.ts'
import { decodeBatch, encodeBatch } from './batchCodec.ts'

const AT = 1_800_000_000
const entry = (changes: Partial<BatchEntry> = {}): BatchEntry => ({
  id: 7,
  kind: 'endpoint',
  health: 'good',
  since: AT * 1000 - 12_345,
  findings: [],
  samples: [],
  ...changes,
})
const sampleOf = (values: Record<string, number>) =>
  ENDPOINT_METRICS.map(({ key }) => (key in values ? (values[key] ?? null) : null))

test('a batch comes back as it was: who is there, how they are, what was read', () => {
  const batch: Batch = {
    at: AT,
    entries: [
      entry({
        health: 'bad',
        findings: [
          { code: 'lossUp', health: 'bad', since: AT * 1000 - 8000, value: 18.5 },
          { code: 'cut', health: 'weak', since: AT * 1000 + 3, value: null },
        ],
        samples: [
          { at: AT - 1, values: sampleOf({ rtt: 32, upLoss: 18.5, microphone: -47, mos: 3.21 }) },
          { at: AT, values: sampleOf({ rtt: 0, upLoss: 0.1 }) },
        ],
      }),
      entry({ id: 8, health: 'unknown' }),
      entry({ id: 9, kind: null }),
    ],
  }
  expect(decodeBatch(encodeBatch(batch))).toEqual(batch)
})

test('values keep the digits that a person reads', () => {
  const values = sampleOf({ rtt: 32.4, upLoss: 1.26, mos: 3.214, upKbit: 1499.5 })
  const [decoded] = decodeBatch(encodeBatch({ at: AT, entries: [entry({ samples: [{ at: AT, values }] })] })).entries
  const read = (key: 'rtt' | 'upLoss' | 'mos' | 'upKbit') => decoded?.samples[0]?.values[indexOfMetric('endpoint', key)]
  expect([read('rtt'), read('upLoss'), read('mos'), read('upKbit')]).toEqual([32, 1.3, 3.21, 1500])
})

test('a sample of an earlier version is shorter: what it does not have was not read', () => {
  const [decoded] = decodeBatch(
    encodeBatch({ at: AT, entries: [entry({ kind: 'worker', samples: [{ at: AT, values: [12.5] }] })] }),
  ).entries
  expect(decoded?.samples[0]?.values).toEqual([12.5, ...METRICS.worker.slice(1).map(() => null)])
})

test('any samples of any kind come back, to the step', () => {
  const kinds = fc.constantFrom('endpoint', 'node', 'worker', 'process', 'service')
  const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }))
  fc.assert(
    fc.property(kinds, fc.array(value, { maxLength: 64 }), fc.integer({ min: -9, max: 9 }), (kind, values, late) => {
      const samples = [{ at: AT - late, values }]
      const [decoded] = decodeBatch(encodeBatch({ at: AT, entries: [entry({ kind, samples })] })).entries
      expect(decoded?.samples[0]?.at).toBe(AT - late)
      for (const [index, perOne] of STEPS_PER_ONE[kind].entries()) {
        const [before, after] = [values[index] ?? null, decoded?.samples[0]?.values[index] ?? null]
        if (before === null || after === null) expect(after).toBe(before)
        else expect(Math.abs(after - before)).toBeLessThanOrEqual(0.5001 / perOne)
      }
    }),
  )
})

test('bytes of something else are refused', () => {
  expect(() => decodeBatch(new Uint8Array([1, 2, 3]))).toThrow(/invalid|unexpected/)
  const whole = encodeBatch({ at: AT, entries: [entry({ samples: [{ at: AT, values: [1, 2, 3] }] })] })
  expect(() => decodeBatch(whole.subarray(0, whole.length - 4))).toThrow(/invalid|unexpected/)
})
