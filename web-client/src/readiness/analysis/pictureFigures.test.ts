import { expect, test } from 'vitest'
import { judgeStep } from '@diem-cau/signaling-contract/readiness'
import { motionOf } from '../../live/media/statistics/pictureOf.ts'
import { pictureFigures } from './pictureFigures.ts'

const WIDTH = 64
const HEIGHT = 36
/** A made-up picture: `look` says how bright a pixel is. */
const picture = (look: (x: number, y: number) => number) =>
  Float32Array.from({ length: WIDTH * HEIGHT }, (_, n) => look(n % WIDTH, Math.floor(n / WIDTH)))
/** Noise as a sensor has it, the same at each run. */
const noise = (strength: number, seed = 1) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return strength * (state / 2 ** 31 - 0.5)
  }
}
const room = (shake: () => number) => picture((x, y) => 60 + (y > 20 ? 70 : 0) + (x % 16 < 8 ? 50 : 0) + shake())
const told = (values: object) =>
  judgeStep({ step: 'picture', node: null, values, fault: null, label: '' }, null).reasons

test('a room is bright, has contrast and edges, and moves by the noise of its sensor', () => {
  const [one, other] = [room(noise(4, 1)), room(noise(4, 2))]
  const figures = { ...pictureFigures(one, WIDTH), motion: motionOf(one, other) }
  expect(told(figures)).toEqual([])
  expect(figures.luma).toBeGreaterThan(60)
  expect(figures.contrast).toBeGreaterThan(30)
})

test('black is black, a covered lens is dark or grey without contrast, and one that is out of focus has no edges', () => {
  const [black, covered] = [picture(noise(3)), picture(() => 40 + Math.random())]
  expect(told({ ...pictureFigures(black, WIDTH), motion: 0.5 })).toEqual(['pictureBlack'])
  expect(told({ ...pictureFigures(covered, WIDTH), motion: 0.5 })).toEqual(['pictureCovered'])
  const blurred = picture((x, y) => 100 + 50 * Math.sin(x / 12) + 30 * Math.sin(y / 9))
  expect(told({ ...pictureFigures(blurred, WIDTH), motion: 0.5 })).toEqual(['pictureBlurred'])
})

test('a picture that is frozen does not change by anything', () => {
  const one = room(noise(4))
  expect(told({ ...pictureFigures(one, WIDTH), motion: motionOf(one, Float32Array.from(one)) })).toEqual([
    'pictureFrozen',
  ])
})

test('a picture without pixels is nothing', () => {
  expect(pictureFigures(new Float32Array(0), WIDTH)).toEqual({ luma: 0, contrast: 0, sharpness: 0 })
})
