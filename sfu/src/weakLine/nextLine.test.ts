import type { LineStep } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { type Line, nextLine, provenLine, soundScore, tryAfterMs, WHOLE } from './nextLine.ts'

const WANTED = 1_200_000

/** Where a line is after these readings, one a second: kbit/s, and the score of the sound if it is not whole. */
function after(readings: readonly (number | readonly [kbit: number, sound: number])[], from: Line = WHOLE): LineStep[] {
  let line = from
  return readings.map((reading, second) => {
    const [kbit, sound] = typeof reading === 'number' ? [reading, 10] : reading
    line = nextLine(line, { at: second * 1000, available: kbit * 1000, wanted: WANTED, sound })
    return line.step
  })
}

const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const SOUND: Line = { ...WHOLE, step: 'sound', since: -1000 }

test.each<[string, number, LineStep]>([
  ['all', 1_300, 'whole'],
  ['a smaller picture', 250, 'smaller'],
  ['the smallest with few frames', 80, 'slow'],
])('21.1 a line that carries %s (%i kbit/s): %s', (_, kbit, step) => {
  expect(after([kbit])).toEqual([step])
})

test('21.1 where sound suffers beside the smallest picture there are stills, then sound alone', () => {
  expect(after(repeat(9, [80, 5]))).toEqual([...repeat(3, 'slow'), ...repeat(3, 'stills'), ...repeat(3, 'sound')])
})

test('21.2 less is sent at once, and more only once the line has room for it for a while', () => {
  expect(after([1_300, 80, 1_500, 1_500])).toEqual(['whole', 'slow', 'slow', 'whole'])
})

test('21.2 pictures are tried again, one step after the other, once sound is whole', () => {
  expect(after(repeat(10, 80), SOUND)).toEqual([...repeat(4, 'sound'), ...repeat(5, 'stills'), 'slow'])
  expect(after(repeat(10, [80, 8]), SOUND)).toEqual(repeat(10, 'sound'))
})

test('21.2 a picture beside which sound suffers again is tried after twice as long each time', () => {
  const fits = ['sound', 'stills']
  let line = SOUND
  const triedAt: number[] = []
  for (let second = 0; second < 200; second++) {
    const isAlone = line.step === 'sound'
    line = nextLine(line, { at: second * 1000, available: 80_000, wanted: WANTED, sound: isAlone ? 10 : 5 })
    expect(fits).toContain(line.step)
    if (isAlone && line.step === 'stills') triedAt.push(second)
  }
  const waited = triedAt.map((at, n) => at - (triedAt[n - 1] ?? 0))
  expect(waited).toEqual([4, 12, 20, 36, 68])
})

test.each([
  [0, 10],
  [0.05, 8.1],
  [0.1, 6.6],
])('21.7 sound of which %f was lost at first counts with a score of %f, though it came again', (lost, score) => {
  expect(soundScore(lost)).toBeCloseTo(score, 1)
})

test('21.2 a line that is wide again is whole at once, whatever was sent before', () => {
  expect(after([1_500, 1_500], SOUND)).toEqual(['sound', 'whole'])
})

test('21.2 an estimate that goes up and down a little changes nothing', () => {
  expect(after([102, 98, 110, 99, 112, 98])).toEqual(['smaller', ...repeat(5, 'slow')])
})

test('21.2 a moment of much room does not count for more than what stays', () => {
  expect(after([80, 2_000, 260, 260])).toEqual(['slow', 'slow', 'smaller', 'smaller'])
})

test('nothing that is wanted is whole, whatever the line carries', () => {
  expect(nextLine(WHOLE, { at: 0, available: 30_000, wanted: 0, sound: null }).step).toBe('whole')
})

test.each<[LineStep, number, LineStep]>([
  ['sound', 1_250, 'whole'],
  ['slow', 400, 'smaller'],
  ['smaller', 400, 'smaller'],
  ['smaller', 90, 'smaller'],
])(
  '21.8 a line at %s that is found to carry %i kbit/s is %s, without a reserve, and never less for a try',
  (step, kbit, then) => {
    const reading = { at: 9_000, available: kbit * 1000, wanted: WANTED, sound: 5 }
    expect(provenLine({ ...WHOLE, step, since: 0 }, reading).step).toBe(then)
  },
)

test.each([
  [5, 2],
  [30, 2.5],
  [60, 5],
  [600, 10],
])('21.8 a line that has been narrow for %i s is asked for more %f s after the last time', (narrow, after) => {
  expect(tryAfterMs(narrow * 1000)).toBe(after * 1000)
})
