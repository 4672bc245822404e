import { CSV_BOM } from '@diem-cau/signaling-contract/office'
import { METRICS, ResourceId } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { csvOf } from './csvOf.ts'
import { rowsOf } from './timeRows.ts'

const words = { time: 'Thời gian', mean: 'trung bình', max: 'cao nhất' }
const titles = METRICS.worker.map(({ key, unit }) => `${key} [${unit}]`)

test('a table has the time in Vietnam, and mean and maximum of what was read; what was not is empty, never 0', () => {
  const rows = rowsOf('worker', {
    resource: ResourceId.parse('worker:n/0'),
    seconds: 10,
    at: [Date.parse('2026-11-24T09:14:00+07:00') / 1_000, Date.parse('2026-11-24T09:14:10+07:00') / 1_000],
    mean: [[12.5, null]],
    max: [[20, null]],
  })
  expect(csvOf(rows, titles, words)).toBe(
    `${CSV_BOM}Thời gian,cpu [percent] (trung bình),cpu [percent] (cao nhất)\r\n` +
      '2026-11-24 09:14:00,12.5,20\r\n2026-11-24 09:14:10,,\r\n',
  )
})

test('a negative number is a number, not a formula made harmless', () => {
  const rows = rowsOf('worker', {
    resource: ResourceId.parse('worker:n/0'),
    seconds: 1,
    at: [0],
    mean: [[-32]],
    max: [[-18]],
  })
  expect(csvOf(rows, titles, words).split('\r\n')[1]).toBe('1970-01-01 07:00:00,-32,-18')
})
