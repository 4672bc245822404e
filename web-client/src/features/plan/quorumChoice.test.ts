import { expect, test } from 'vitest'
import { quorumChoice, quorumChoices, quorumNames } from './quorumChoice.ts'

test('every share that has a name is found by it, in whatever terms it is written', () => {
  for (const name of quorumNames) expect(quorumChoice(quorumChoices[name])).toBe(name)
  expect(quorumChoice({ numerator: 2, denominator: 4 })).toBe('half')
  expect(quorumChoice({ numerator: 85, denominator: 85 })).toBe('all')
  expect(quorumChoice({ numerator: 0, denominator: 7 })).toBe('none')
})

test('another share has no name and is said in numbers', () => {
  expect(quorumChoice({ numerator: 3, denominator: 5 })).toBeNull()
})
