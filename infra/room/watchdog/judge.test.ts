import { expect, test } from 'vitest'
import { HANGS_MS, isFree, judge, STARTS_MS, wrongWith } from './judge.ts'
import type { Seen } from './Seen.ts'

const ORIGIN = 'https://hop.example.vn'
const home: Seen = { href: `${ORIGIN}/room`, state: 'home', freeUntil: 'never' }
const error: Seen = { href: 'chrome-error://chromewebdata/', state: null, freeUntil: null }
const NOW = 1_000_000
const watched = { startedAt: NOW - 60_000, answeredAt: NOW - 500, wrongSince: null, seen: home }

test('19.10 a page that answers is left alone, one that hangs is ended', () => {
  expect(judge(watched, ORIGIN, NOW)).toBe('well')
  expect(judge({ ...watched, answeredAt: NOW - HANGS_MS }, ORIGIN, NOW)).toBe('kill')
  expect(judge({ ...watched, answeredAt: NOW - HANGS_MS + 1 }, ORIGIN, NOW)).toBe('well')
})

test('19.10 a browser that does not come up is ended', () => {
  const starting = { startedAt: NOW, answeredAt: null, wrongSince: null, seen: null }
  expect(judge(starting, ORIGIN, NOW + STARTS_MS - 1)).toBe('well')
  expect(judge(starting, ORIGIN, NOW + STARTS_MS)).toBe('kill')
})

test('19.10 the browser’s error page and pages that are none of a room’s are left', () => {
  expect([wrongWith(home, ORIGIN), wrongWith(error, ORIGIN)]).toEqual([null, 'error'])
  expect(wrongWith({ ...home, href: 'https://elsewhere.example/room' }, ORIGIN)).toBe('strange')
  expect(wrongWith({ ...home, state: null }, ORIGIN), 'the sign-in page').toBe('strange')
  const since = (ms: number, seen: Seen) => judge({ ...watched, seen, wrongSince: NOW - ms }, ORIGIN, NOW)
  expect([since(2_999, error), since(3_000, error)]).toEqual(['well', 'open'])
  const strange = { ...home, state: null }
  expect([since(59_999, strange), since(60_000, strange)]).toEqual(['well', 'open'])
})

test('19.4 updates come on the room’s own page alone, when nothing is planned for long enough', () => {
  const HOUR = 3_600_000
  expect(isFree(home, HOUR, NOW)).toBe(true)
  expect(isFree({ ...home, freeUntil: NOW + HOUR }, HOUR, NOW)).toBe(true)
  expect(isFree({ ...home, freeUntil: NOW + HOUR - 1 }, HOUR, NOW)).toBe(false)
  expect(isFree({ ...home, state: 'meeting' }, HOUR, NOW)).toBe(false)
  expect(isFree({ ...home, state: 'lobby', freeUntil: 'never' }, HOUR, NOW)).toBe(false)
  expect(isFree({ ...home, freeUntil: null }, HOUR, NOW), 'the page does not say').toBe(false)
  expect(isFree(null, HOUR, NOW), 'no page').toBe(false)
})
