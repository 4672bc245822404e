import { expect, test } from 'vitest'
import { drawnHeight, pictureFit } from './pictureFit.ts'

const wide = { width: 1280, height: 720 }
const old = { width: 640, height: 480 }
const upright = { width: 360, height: 642 }
const tile = { width: 320, height: 180 }

test('a camera that lies or is nearly so fills its tile; one held upright is whole', () => {
  expect(pictureFit(wide, tile, false)).toBe('cover')
  expect(pictureFit(old, tile, false)).toBe('cover')
  expect(pictureFit(upright, tile, false)).toBe('contain')
  expect(pictureFit({ width: 480, height: 480 }, tile, false)).toBe('contain')
  expect(pictureFit(null, tile, false)).toBe('cover')
})

test('a place that stands cuts no picture that lies', () => {
  expect(pictureFit(wide, { width: 374, height: 600 }, false)).toBe('contain')
  expect(pictureFit(upright, { width: 374, height: 600 }, false)).toBe('cover')
})

test('what is shown whole by its kind is whole everywhere', () => {
  expect(pictureFit(old, tile, true)).toBe('contain')
})

test('the layer is chosen for what is drawn, not for the place', () => {
  expect(drawnHeight(wide, tile, false)).toBeCloseTo(180, 0)
  expect(drawnHeight(upright, tile, false)).toBe(180)
  // Bars above and below leave half the place.
  expect(drawnHeight(wide, { width: 374, height: 600 }, true)).toBeCloseTo(374 / (16 / 9), -1)
  // A picture that is cut at top and bottom is drawn higher than the place.
  expect(drawnHeight(old, tile, false)).toBeGreaterThan(235)
  expect(drawnHeight(null, tile, false)).toBeCloseTo(180, 0)
})

test('layers of one picture ask for the same', () => {
  expect(drawnHeight({ width: 90, height: 161 }, tile, true)).toBe(drawnHeight({ width: 180, height: 321 }, tile, true))
  expect(drawnHeight({ width: 320, height: 179 }, { width: 374, height: 600 }, true)).toBe(
    drawnHeight({ width: 640, height: 360 }, { width: 374, height: 600 }, true),
  )
})
