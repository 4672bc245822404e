import { expect, test } from 'vitest'
import { quartersBack } from './quartersBack.ts'

const inQ4 = Date.UTC(2026, 10, 25)

test('they go back over the year to the first with a meeting, and never without end', () => {
  expect(quartersBack(inQ4, '2025-Q4')).toEqual(['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4'])
  expect(quartersBack(inQ4, null)).toEqual(['2026-Q4'])
  expect(quartersBack(inQ4, '1990-Q1')).toHaveLength(40)
})
