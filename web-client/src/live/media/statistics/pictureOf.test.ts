import { expect, test } from 'vitest'
import { greysOf, greysOfPlane, lumaOf, motionOf } from './pictureOf.ts'

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

test('of a frame its plane of brightness says the same, small: rows may be longer than the picture, and black be 16', () => {
  const bytes = Uint8Array.from([16, 16, 235, 235, 99, 16, 16, 235, 235, 99])
  const frame = { bytes, stride: 5, width: 4, height: 2, isFull: false }
  expect([...greysOfPlane(frame, 2, 1)]).toEqual([0, 255])
  expect([...greysOfPlane({ ...frame, isFull: true }, 2, 1)]).toEqual([16, 235])
  expect([...greysOfPlane({ ...frame, bytes: bytes.fill(0) }, 2, 1)], 'blacker than black').toEqual([0, 0])
  const one = { bytes: Uint8Array.from([10, 20, 30, 40]), stride: 2, width: 2, height: 2, isFull: true }
  expect([...greysOfPlane(one, 1, 1)], 'the mean of what it stands for').toEqual([25])
})
