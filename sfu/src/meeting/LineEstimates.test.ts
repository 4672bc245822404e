import { expect, test } from 'vitest'
import { LineEstimates } from './LineEstimates.ts'

const HOUR = 3_600_000

function lines() {
  let now = 0
  return { lines: new LineEstimates(() => now), after: (ms: number) => (now += ms) }
}

test('5.20 a line that nothing is known of is not guessed', () => {
  expect(lines().lines.of('chair').guess).toBeNull()
})

test('5.20 a line begins with a part of what it carried last', () => {
  const { lines: known } = lines()
  known.of('chair').learn(4_000_000)
  known.of('ward').learn(1_000_000)
  known.of('chair').learn(5_000_000)
  expect(known.of('chair').guess).toBe(3_000_000)
  expect(known.of('ward').guess).toBe(600_000)
})

test('5.20 a guess leaves room for sound on the weakest line, and is no more than a full wall needs on the best', () => {
  const { lines: known } = lines()
  known.of('weak').learn(20_000)
  known.of('cable').learn(900_000_000)
  expect(known.of('weak').guess).toBe(150_000)
  expect(known.of('cable').guess).toBe(10_000_000)
})

test('5.20 what is half a day old is forgotten, and of many lines those that were not used for longest', () => {
  const { lines: known, after } = lines()
  known.of('chair').learn(5_000_000)
  after(11 * HOUR)
  expect(known.of('chair').guess).not.toBeNull()
  after(1 * HOUR)
  expect(known.of('chair').guess).toBeNull()
  known.of('first').learn(5_000_000)
  for (let n = 0; n < 4_000; n += 1) known.of(`w${n}`).learn(1_000_000)
  expect(known.of('first').guess).toBeNull()
  expect(known.of('w0').guess).not.toBeNull()
})
