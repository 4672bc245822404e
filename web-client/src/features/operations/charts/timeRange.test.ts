import { describe, expect, test } from 'vitest'
import { around, paramsOf, rangeOf, shifted, widened, zoomed } from './timeRange.ts'

const past = (from: number, to: number) => ({ kind: 'past', from, to }) as const

describe('the address says what is shown', () => {
  test('and what was written is read again', () => {
    expect(rangeOf(new URLSearchParams(paramsOf(past(1_000, 2_000))))).toEqual(past(1_000, 2_000))
    expect(rangeOf(new URLSearchParams(paramsOf({ kind: 'live' })))).toEqual({ kind: 'live' })
  })

  test.each(['', 'from=5', 'from=5&to=x', 'from=9&to=5', 'from=5&to=9', 'from=-1&to=500', 'from=0&to=999999999999'])(
    '“%s” is no range and means live',
    (text) => expect(rangeOf(new URLSearchParams(text))).toEqual({ kind: 'live' }),
  )
})

test('dragging either way shows that part, never less than can be seen', () => {
  expect(zoomed(200.4, 100.6)).toEqual(past(100, 201))
  expect(zoomed(100, 102)).toEqual(past(96, 106))
})

test('a moment is shown with as much before as after, but not what is still to come', () => {
  expect(around(1_000, 600, 9_999)).toEqual(past(700, 1_300))
  expect(around(1_000, 600, 1_100)).toEqual(past(500, 1_100))
})

test('zooming out keeps the middle, and ends now', () => {
  expect(widened(past(1_000, 2_000), 9_999)).toEqual(past(500, 2_500))
  expect(widened(past(1_000, 2_000), 2_200)).toEqual(past(200, 2_200))
  expect(widened({ kind: 'live' }, 2_200)).toEqual({ kind: 'live' })
})

test('earlier and later are half a length away, and later is never after now', () => {
  expect(shifted(past(1_000, 2_000), -1, 9_999)).toEqual(past(500, 1_500))
  expect(shifted(past(1_000, 2_000), 1, 2_100)).toEqual(past(1_100, 2_100))
  expect(shifted({ kind: 'live' }, -1, 10_000)).toEqual(past(4_600, 8_200))
})
