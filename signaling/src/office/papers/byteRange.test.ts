import { expect, test } from 'vitest'
import { byteRange } from './byteRange.ts'

test.for<[header: string | undefined, expected: ReturnType<typeof byteRange>]>([
  [undefined, null],
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-200', { start: 90, end: 99 }],
  ['bytes=-5', { start: 95, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,5-6', null],
  ['lines=1-2', null],
])('%s of 100 bytes is %o', ([header, expected]) => {
  expect(byteRange(header, 100)).toEqual(expected)
})
