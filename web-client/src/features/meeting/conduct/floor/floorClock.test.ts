import { expect, test } from 'vitest'
import { extendedLimit, floorClock } from './floorClock.ts'

const holder = { grantedAt: 1_000_000, stoppedAt: null, stoppedMs: 0, limitSec: 180 }
const after = (seconds: number) => holder.grantedAt + seconds * 1_000

test('the clock of a speaker counts down, warns 30 s before the end and then counts what is over', () => {
  expect(floorClock(holder, after(0))).toEqual({ elapsedMs: 0, leftMs: 180_000, tone: 'calm' })
  expect(floorClock(holder, after(149)).tone).toBe('calm')
  expect(floorClock(holder, after(150)).tone).toBe('soon')
  expect(floorClock(holder, after(180)).tone).toBe('over')
  expect(floorClock(holder, after(212))).toEqual({ elapsedMs: 212_000, leftMs: -32_000, tone: 'over' })
})

test('without a limit it counts up and never warns', () => {
  expect(floorClock({ ...holder, limitSec: null }, after(4_000))).toEqual({
    elapsedMs: 4_000_000,
    leftMs: null,
    tone: 'calm',
  })
})

test('a PC whose clock is behind shows no time before the start', () => {
  expect(floorClock(holder, after(-5)).elapsedMs).toBe(0)
})

test('more time is added to the limit, and from now on when that is over or there was none', () => {
  expect(extendedLimit(holder, 60, after(100))).toBe(240)
  expect(extendedLimit(holder, 60, after(300))).toBe(360)
  expect(extendedLimit({ ...holder, limitSec: null }, 120, after(30))).toBe(150)
  expect(extendedLimit({ ...holder, limitSec: 10_700 }, 120, after(0))).toBe(10_800)
})

test('8.9 the clock stands while the microphone is cut, and goes on where it stood', () => {
  const stopped = { ...holder, stoppedAt: after(60) }
  expect(floorClock(stopped, after(100))).toMatchObject({ elapsedMs: 60_000, leftMs: 120_000 })
  expect(floorClock({ ...holder, stoppedMs: 40_000 }, after(100))).toMatchObject({ elapsedMs: 60_000, leftMs: 120_000 })
  expect(extendedLimit({ ...holder, stoppedMs: 40_000, limitSec: 30 }, 60, after(100))).toBe(120)
})
