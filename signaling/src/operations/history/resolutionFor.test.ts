import { RESOLUTIONS } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { resolutionFor } from './resolutionFor.ts'

const NOW = 1_800_000_000_000
const minutes = 60_000
const days = 24 * 60 * minutes

test.each([
  ['the last 10 minutes', 10 * minutes, 10 * minutes, 600, 1, 1],
  ['the last hour in 600 points', 60 * minutes, 60 * minutes, 600, 10, 1],
  ['the last hour for who has room', 60 * minutes, 60 * minutes, 3600, 1, 1],
  ['ten minutes of yesterday', days, 10 * minutes, 600, 10, 1],
  ['ten minutes of last week', 7 * days, 10 * minutes, 600, 60, 1],
  ['ten minutes of a year ago', 365 * days, 10 * minutes, 600, 900, 1],
  ['a day', days, days, 600, 900, 1],
  ['two years, several in one', 730 * days, 730 * days, 600, 900, 117],
  ['longer ago than anything is kept', 3000 * days, minutes, 600, 900, 1],
])('%s', (_, ago, length, points, seconds, factor) => {
  const chosen = resolutionFor(NOW - ago, NOW - ago + length, points, NOW)
  expect([RESOLUTIONS[chosen.tier]?.seconds, chosen.factor]).toEqual([seconds, factor])
})
