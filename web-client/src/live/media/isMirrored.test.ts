import { expect, test } from 'vitest'
import { isMirrored } from './isMirrored.ts'

test('a person sees themselves as in a mirror, a room reads its own banner', () => {
  expect(isMirrored({ wish: null, isRoom: false, facing: undefined })).toBe(true)
  expect(isMirrored({ wish: null, isRoom: false, facing: 'user' })).toBe(true)
  expect(isMirrored({ wish: null, isRoom: true, facing: undefined })).toBe(false)
})

test('the camera at the back of a phone is no mirror', () => {
  expect(isMirrored({ wish: null, isRoom: false, facing: 'environment' })).toBe(false)
})

test('what was chosen on this device holds', () => {
  expect(isMirrored({ wish: true, isRoom: true, facing: 'environment' })).toBe(true)
  expect(isMirrored({ wish: false, isRoom: false, facing: 'user' })).toBe(false)
})
