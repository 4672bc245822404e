import { expect, test } from 'vitest'
import { fitStrip } from './fitStrip.ts'

const phone = { width: 374, height: 430, gap: 8 }

test('two rooms below the stage of a phone are as wide as the phone', () => {
  expect(fitStrip(2, phone).width).toBe(374)
})

test('as many as fit are all in sight, beside each other when one below the other is too high', () => {
  const { width } = fitStrip(5, phone)
  expect(2 * width + phone.gap).toBeLessThanOrEqual(phone.width)
  expect((3 * width) / (16 / 9) + 2 * phone.gap).toBeLessThanOrEqual(phone.height)
})

test('more than fit are scrolled, as wide as the columns allow', () => {
  expect(fitStrip(20, phone)).toEqual({ width: 183 })
  expect(fitStrip(3, { width: 344, height: 90, gap: 8 })).toEqual({ width: 168 })
})
