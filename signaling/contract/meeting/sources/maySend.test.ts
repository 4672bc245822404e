import { Source } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { Seat } from '../../core/seat.ts'
import { maySend } from './maySend.ts'

const allowed = new Set([
  'chair mic',
  'chair camera',
  'chair screen',
  'chair screenAudio',
  'deputy mic',
  'deputy camera',
  'deputy screen',
  'deputy screenAudio',
  'presenter mic',
  'presenter camera',
  'presenter screen',
  'presenter screenAudio',
  'guest mic',
  'guest camera',
  'guest screen',
  'guest screenAudio',
  'secretary mic',
  'secretary camera',
  'secretary screen',
  'secretary screenAudio',
  'delegate mic',
  'delegate camera',
  'delegate screen',
  'delegate screenAudio',
  'technician mic',
  'technician camera',
])
const cells = Seat.options.flatMap((seat) =>
  Source.options.map((source) => ({ seat, source, may: allowed.has(`${seat} ${source}`) })),
)

test.for(cells)('4.2 $seat, $source: $may', ({ seat, source, may }) => {
  expect(maySend(seat, source)).toBe(may)
})
