import { expect, test } from 'vitest'
import { nextPlace, type Direction, type Place } from './nextPlace.ts'

const at = (left: number, top: number, width = 10, height = 10): Place => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

/** Buttons in a row, a wide one below it, and one at the far right of the screen. */
const row = [at(0, 0), at(20, 0), at(40, 0)]
const wide = at(0, 30, 50)
const far = at(200, 60)
const all = [...row, wide, far]

const from = (place: Place, direction: Direction) => {
  const others = all.filter((one) => one !== place)
  const found = nextPlace(place, others, direction)
  return found === null ? null : others[found]
}

test.each([
  ['right', row[0], row[1]],
  ['left', row[2], row[1]],
  ['down', row[1], wide],
  ['up', wide, row[1]],
  ['right', wide, far],
  ['left', far, wide],
] as const)('19.6 %s leads to the nearest there', (direction, place, to) => {
  expect(place && from(place, direction)).toBe(to)
})

test('19.6 nothing lies beyond the edge', () => {
  expect(from(at(0, 0), 'left')).toBeNull()
  expect(row[0] && from(row[0], 'up')).toBeNull()
  expect(from(far, 'down')).toBeNull()
})

test('19.6 what is in the same row goes before what is nearer but aside', () => {
  expect(nextPlace(at(0, 0), [at(15, 40), at(60, 0)], 'right')).toBe(1)
})

test('19.6 every place of a row or a grid is reached, and the way back leads back', () => {
  const grid = Array.from({ length: 12 }, (_, n) => at((n % 4) * 30, Math.floor(n / 4) * 25, 25, 20))
  for (const [n, place] of grid.entries()) {
    const right = nextPlace(place, grid, 'right')
    expect(right).toBe(n % 4 === 3 ? null : n + 1)
    const down = nextPlace(place, grid, 'down')
    expect(down).toBe(n >= 8 ? null : n + 4)
    const target = right === null ? undefined : grid[right]
    if (target) expect(nextPlace(target, grid, 'left')).toBe(n)
  }
})
