import { expect, test } from 'vitest'
import { nextUplink, OPEN, type Uplink } from './nextUplink.ts'

/** Where the camera is after these estimates (kbit/s), one a second. */
function after(estimates: readonly (number | null)[], from: Uplink = OPEN): string[] {
  let uplink = from
  return estimates.map((available, second) => {
    uplink = nextUplink(uplink, available, second * 1000)
    return uplink.shape.kind
  })
}

test('21.5 a line that becomes narrow has the camera send its smallest picture, and one that is wide again all of it', () => {
  expect(after([1_500, 240, 240, 240, 900])).toEqual(['whole', 'whole', 'small', 'small', 'whole'])
})

test('21.5 one low estimate changes nothing', () => {
  expect(after([1_500, 300, 900, 300, 900])).toEqual(Array(5).fill('whole'))
})

test('21.5 a line that carries a voice and no more sends no picture, and is tried again after a while', () => {
  expect(after([80, 80, 80, 80, 80, 80, 80, 80, 80, 80])).toEqual([
    'whole',
    'small',
    'small',
    'small',
    'none',
    'none',
    'none',
    'none',
    'small',
    'small',
  ])
})

test('21.5 the smallest picture takes what the voice leaves, and leaves room to find more', () => {
  const bitrates = [250, 150, 110, 400].map((available) => {
    const { shape } = nextUplink(nextUplink(OPEN, available, 0), available, 1_000)
    return shape.kind === 'small' ? shape.bitrate : null
  })
  expect(bitrates).toEqual([36_000, 30_000, 30_000, 96_000])
})

test('a browser that says nothing of its line sends all', () => {
  expect(after([null, null, null])).toEqual(['whole', 'whole', 'whole'])
})
