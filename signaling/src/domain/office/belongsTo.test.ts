import { expect, test } from 'vitest'
import { unitOf } from '../../testing/people.ts'
import { belongsTo } from './belongsTo.ts'

test('SPEC 3.9: people and rooms are of their unit, a guest is of none', () => {
  const of = (kind: 'person' | 'room' | 'guest') => belongsTo({ kind, unit: unitOf('a') }, unitOf('a').code)
  expect([of('person'), of('room'), of('guest')]).toEqual([true, true, false])
  expect(belongsTo({ kind: 'person', unit: unitOf('a') }, unitOf('b').code)).toBe(false)
})
