import { expect, test } from 'vitest'
import { greysOf, lumaOf, motionOf } from './pictureOf.ts'

const picture = (...greys: number[]) =>
  greysOf(Uint8ClampedArray.from(greys.flatMap((grey) => [grey, grey, grey, 255])))

test('black is 0, white is 255, and colours are as bright as the eye finds them', () => {
  expect(lumaOf(picture(0, 0))).toBe(0)
  expect(lumaOf(picture(255, 255))).toBeCloseTo(255)
  const [red, green, blue] = greysOf(Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]))
  expect([red, green, blue].map((grey) => Math.round(grey ?? 0))).toEqual([76, 150, 29])
})

test('motion is how much a pixel changes; a picture that stands has none', () => {
  expect(motionOf(picture(10, 20, 30, 40), picture(10, 20, 30, 40))).toBe(0)
  expect(motionOf(picture(10, 20, 30, 40), picture(14, 16, 30, 40))).toBeCloseTo(2)
})
