import { expect, test } from 'vitest'
import { bandAsks, largeBand, noBands, withBand, withoutBand, type BandName, type BandWeight } from './bands.ts'

const bands = (...list: ReadonlyArray<readonly [BandName, BandWeight]>) =>
  list.reduce((all, [name, weight]) => withBand(all, name, weight), noBands)

test('the most urgent band is large, whatever came last; the others are lines', () => {
  expect(largeBand(bands(['ballot', 'asks'], ['rollCall', 'asks'], ['result', 'large']))).toBe('ballot')
  expect(largeBand(bands(['result', 'large'], ['floor', 'asks']))).toBe('floor')
})

test('where there are only lines nothing is large', () => {
  expect(largeBand(bands(['agenda', 'line'], ['rollCall', 'line']))).toBeNull()
  expect(largeBand(noBands)).toBeNull()
})

test('a line that is opened by hand is large until something new comes, or until it goes', () => {
  const opened = { ...bands(['floor', 'asks'], ['result', 'line']), opened: 'result' as const }
  expect(largeBand(opened)).toBe('result')
  expect(largeBand(withBand(opened, 'agenda', 'line'))).toBe('result')
  expect(largeBand(withBand(opened, 'ballot', 'asks'))).toBe('ballot')
  expect(largeBand(withoutBand(opened, 'result'))).toBe('floor')
})

test('an answer that was given makes a line of what was opened by hand', () => {
  const answered = withBand({ ...bands(['rollCall', 'line']), opened: 'rollCall' }, 'rollCall', 'line')
  expect(largeBand(answered)).toBeNull()
})

test('only what has to be answered keeps the controls in sight', () => {
  expect(bandAsks(bands(['result', 'large'], ['agenda', 'line']))).toBe(false)
  expect(bandAsks(bands(['result', 'large'], ['rollCall', 'asks']))).toBe(true)
  expect(bandAsks(withoutBand(bands(['rollCall', 'asks']), 'rollCall'))).toBe(false)
})
