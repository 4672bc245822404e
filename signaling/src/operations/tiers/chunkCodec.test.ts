import { METRICS } from '@diem-cau/signaling-contract/operations'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeChunk, encodeChunk } from './chunkCodec.ts'
import { CHUNK_POINTS, type Points } from './Points.ts'

const column = (value: (point: number) => number | null) => Array.from({ length: CHUNK_POINTS }, (_, n) => value(n))
const nothing = column(() => null)

test('sixty points come back: what moves, what stands, what was not read', () => {
  const value = METRICS.worker.map((_, index) =>
    index === 0 ? column((n) => (n % 7 === 3 ? null : 10 + (n % 5) / 10)) : index === 1 ? column(() => 312) : nothing,
  )
  const max = value.map((values) => values.map((each) => (each === null ? null : each + 4)))
  const points: Points = { kind: 'worker', value, max }
  expect(decodeChunk(encodeChunk(points))).toEqual(points)
})

test('what was not read takes hardly any room', () => {
  const nothingAtAll = METRICS.endpoint.map(() => nothing)
  expect(encodeChunk({ kind: 'endpoint', value: nothingAtAll, max: nothingAtAll }).length).toBeLessThan(20)
})

test('any whole values come back exactly', () => {
  const values = fc.array(fc.option(fc.integer({ min: -1e9, max: 1e9 })), {
    minLength: CHUNK_POINTS,
    maxLength: CHUNK_POINTS,
  })
  fc.assert(
    fc.property(values, values, (some, others) => {
      const value = METRICS.service.map((_, index) => (index === 0 ? some : nothing))
      // Where nothing was read there is no highest either.
      const max = value.map((each) => each.map((one, n) => (one === null ? null : (others[n] ?? one))))
      const points: Points = { kind: 'service', value, max }
      expect(decodeChunk(encodeChunk(points))).toEqual(points)
    }),
  )
})

test('bytes of something else are refused', () => {
  expect(() => decodeChunk(new Uint8Array([9, 9]))).toThrow(/invalid|unexpected/)
})
