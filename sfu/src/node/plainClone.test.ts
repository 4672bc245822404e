import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainClone } from './plainClone.ts'

test('plain data are copied as the platform does, and share nothing with what they were copied from', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withSparseArray: false }), (value) => {
      expect(plainClone(value)).toEqual(structuredClone(value))
    }),
  )
  const frozen = Object.freeze({
    codecs: Object.freeze([Object.freeze({ kind: 'video', parameters: { a: undefined } })]),
  })
  const copied = plainClone(frozen)
  expect(copied).toStrictEqual({ codecs: [{ kind: 'video', parameters: { a: undefined } }] })
  expect(copied.codecs).not.toBe(frozen.codecs)
  expect(Object.isFrozen(copied.codecs[0])).toBe(false)
})

test('what is not plain is left to the platform: values that contain themselves, buffers, functions', () => {
  const ring: { self?: unknown } = {}
  ring.self = ring
  const copied = plainClone(ring)
  expect(copied.self).toBe(copied)
  expect(plainClone({ bytes: new Uint8Array([1, 2]) })).toStrictEqual({ bytes: new Uint8Array([1, 2]) })
  expect(() => plainClone({ ends: () => undefined })).toThrow(/could not be cloned/)
})
