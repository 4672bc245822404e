import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProducerId } from './ids.ts'
import { type Level, LevelMerger, LEVELS_INTERVAL_MS } from './LevelMerger.ts'

let told: string[]
let merger: LevelMerger<string>

const words = (levels: Level[]) => levels.map(({ producerId, dBov }) => `${producerId} ${dBov}`).join(', ')
const level = (name: string, dBov: number, closed = false) => ({
  producerId: ProducerId.parse(name),
  dBov,
  isClosed: () => closed,
})

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  merger = new LevelMerger((levels) => told.push(words(levels)))
})
afterEach(() => {
  merger.close()
  vi.useRealTimers()
})

test('what one hears alone is told at once, also when others are silent', () => {
  merger.heard('home', [level('a', -30)])
  merger.heard('home', [level('a', -30), level('b', -20)])
  merger.heard('home', [])
  merger.heard('other', [level('c', -40)])
  expect(told).toEqual(['a -30', 'b -20, a -30', '', 'c -40'])
})

test('several are told as one, loudest first, four times a second at most', () => {
  for (let quarter = 0; quarter < 8; quarter += 1) {
    merger.heard('home', [level('a', -40), level('c', -60)])
    vi.advanceTimersByTime(100)
    merger.heard('other', [level('b', -20), level('d', -50)])
    vi.advanceTimersByTime(150)
  }
  expect(told.at(-1)).toBe('b -20, a -40, d -50, c -60')
  expect(told.length).toBeLessThanOrEqual(9)
})

test('no more than the ten loudest are told', () => {
  const soft = Array.from({ length: 8 }, (_, index) => level(`soft${index}`, -60))
  merger.heard('home', [level('loud', -10), ...soft])
  merger.heard('other', soft)
  vi.advanceTimersByTime(LEVELS_INTERVAL_MS)
  expect(told.at(-1)?.split(', ')).toHaveLength(10)
  expect(told.at(-1)).toMatch(/^loud -10/)
})

test('one that falls silent leaves the others speaking', () => {
  merger.heard('home', [level('a', -30)])
  merger.heard('other', [level('b', -40)])
  merger.heard('home', [])
  vi.advanceTimersByTime(LEVELS_INTERVAL_MS)
  expect(told.at(-1)).toBe('b -40')
})

test('what was heard of one that ended is over at once, and of a microphone that closed meanwhile', () => {
  merger.heard('home', [level('a', -30)])
  merger.heard('other', [level('b', -40), level('gone', -10, true)])
  vi.advanceTimersByTime(LEVELS_INTERVAL_MS)
  expect(told.at(-1)).toBe('a -30, b -40')
  merger.drop('other')
  expect(told.at(-1)).toBe('a -30')
  const times = told.length
  merger.drop('other')
  expect(told, 'it was heard no more').toHaveLength(times)
})

test('nothing is told after the end', () => {
  merger.heard('home', [level('a', -30)])
  merger.heard('other', [level('b', -40)])
  merger.close()
  vi.advanceTimersByTime(LEVELS_INTERVAL_MS)
  expect(told).toEqual(['a -30'])
})
