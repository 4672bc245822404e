import { expect, test } from 'vitest'
import { firstTick, tickText } from './ticks.ts'

const at = (iso: string) => Date.parse(iso) / 1_000

test.each([
  ['2026-11-24T09:14:05+07:00', 5, '09:14:05'],
  ['2026-11-24T09:14:00+07:00', 60, '09:14'],
  ['2026-11-24T00:00:00+07:00', 3_600, '24/11'],
  ['2026-11-24T07:00:00+07:00', 86_400, '24/11'],
])('%s at steps of %d s is %s', (moment, step, text) => expect(tickText(at(moment), step)).toBe(text))

test('marks are whole hours and days in Vietnam', () => {
  expect(firstTick(at('2026-11-24T09:14:05+07:00'), 3_600)).toBe(at('2026-11-24T10:00:00+07:00'))
  expect(firstTick(at('2026-11-24T09:14:05+07:00'), 86_400)).toBe(at('2026-11-25T00:00:00+07:00'))
  expect(firstTick(at('2026-11-24T10:00:00+07:00'), 3_600)).toBe(at('2026-11-24T10:00:00+07:00'))
})
