import { expect, test } from 'vitest'
import { bandAsks, largeBand, noBands, withBand, withoutBand, type BandWeight } from './bands.ts'

/** Bands of the page, the most urgent first. */
const urgency = ['ballot', 'floor', 'rollCall', 'result', 'agenda'] as const
type Name = (typeof urgency)[number]

const placeOf = (name: Name) => ({ name, order: urgency.indexOf(name) })
const bands = (...list: ReadonlyArray<readonly [Name, BandWeight]>) =>
  list.reduce((all, [name, weight]) => withBand(all, placeOf(name), weight), noBands)

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
  expect(largeBand(withBand(opened, placeOf('agenda'), 'line'))).toBe('result')
  expect(largeBand(withBand(opened, placeOf('ballot'), 'asks'))).toBe('ballot')
  expect(largeBand(withoutBand(opened, 'result'))).toBe('floor')
})

test('an answer that was given makes a line of what was opened by hand', () => {
  const answered = withBand({ ...bands(['rollCall', 'line']), opened: 'rollCall' }, placeOf('rollCall'), 'line')
  expect(largeBand(answered)).toBeNull()
})

test('only what has to be answered keeps the controls in sight', () => {
  expect(bandAsks(bands(['result', 'large'], ['agenda', 'line']))).toBe(false)
  expect(bandAsks(bands(['result', 'large'], ['rollCall', 'asks']))).toBe(true)
  expect(bandAsks(withoutBand(bands(['rollCall', 'asks']), 'rollCall'))).toBe(false)
})

test('no two bands of the page have the same order, and each name has one', () => {
  const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })
  const places = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/\bname(?:="|: ')(?<name>[\w-]+)["'],?\s+order(?:=\{|: )(?<order>\d+)/g)].map(({ groups }) => ({
      name: groups?.['name'] ?? '',
      order: Number(groups?.['order']),
    })),
  )
  expect(places.length).toBeGreaterThan(15)
  const twice = (values: readonly unknown[]) => values.filter((value, index) => values.indexOf(value) !== index)
  expect(twice(places.map(({ name }) => name))).toEqual([])
  expect(twice(places.map(({ order }) => order))).toEqual([])
})
