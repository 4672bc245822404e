import { expect, test } from 'vitest'
import { pressOf } from './pressOf.ts'

test('24.2 arrows turn, plus and minus zoom, numbers are the places; other keys are the meeting’s', () => {
  expect(pressOf('ArrowUp')).toEqual({ kind: 'step', move: 'tilt', direction: 1 })
  expect(pressOf('-')).toEqual({ kind: 'step', move: 'zoom', direction: -1 })
  expect(pressOf('3')).toEqual({ kind: 'place', place: 2 })
  expect(['4', 'm', 'toString', 'Escape'].map(pressOf)).toEqual([null, null, null, null])
})
