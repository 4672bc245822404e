import { expect, test } from 'vitest'
import { monthsBack } from './monthsBack.ts'

const NOW = Date.UTC(2026, 0, 31, 18)

test('months go back over the turn of the year, by the clock of Vietnam', () => {
  expect(monthsBack(NOW, '2025-11')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
})

test('without anything kept there is this month alone; nothing is kept for longer than two years', () => {
  expect(monthsBack(NOW, null)).toEqual(['2026-02'])
  expect(monthsBack(NOW, '2001-01')).toHaveLength(25)
})
