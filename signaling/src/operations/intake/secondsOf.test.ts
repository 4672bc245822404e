import { expect, test } from 'vitest'
import { secondsOf } from './secondsOf.ts'

test.each([
  ['the first report is about the seconds before it', null, 2, 100, 98],
  ['the next goes on', 99, 2, 102, 100],
  ['one that is late goes on all the same', 99, 2, 104, 100],
  ['so does one that is early', 99, 2, 101, 100],
  ['after a gap it begins at the clock', 99, 2, 120, 118],
  ['a clock that was set back gives no second twice', 200, 2, 100, 201],
] as const)('%s', (_, last, count, now, expected) => {
  expect(secondsOf(last, count, now)).toBe(expected)
})

test('reports that come at any moment of their second leave none out, and have none twice', () => {
  let last: number | null = null
  const seen: number[] = []
  for (let report = 0; report < 50; report += 1) {
    const jitter = [0, 0.9, -0.9, 0.4][report % 4] ?? 0
    const first = secondsOf(last, 2, Math.floor(1000 + report * 2 + jitter))
    seen.push(first, first + 1)
    last = first + 1
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => 998 + n))
})
