import { expect, test } from 'vitest'
import { quarterOf } from './quarterOf.ts'

test.for([
  ['2026-Q4', Date.UTC(2026, 8, 30, 17)],
  ['2026-Q3', Date.UTC(2026, 8, 30, 16, 59)],
  ['2026-Q1', Date.UTC(2025, 11, 31, 17)],
] as const)('%s: quarters are those of Vietnam', ([quarter, at]) => expect(quarterOf(at)).toBe(quarter))
