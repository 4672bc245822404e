import { expect, test } from 'vitest'
import { nextPatience, type Patience, PROMPT } from './nextPatience.ts'

const GOOD = { downLoss: 0, concealed: 0, rtt: 40 }

/** How long sound waits after these seconds. */
function after(seconds: readonly Parameters<typeof nextPatience>[1][], from: Patience = PROMPT): number[] {
  let patience = from
  return seconds.map((second, at) => {
    patience = nextPatience(patience, second, 'whole', at * 1000)
    return patience.ms
  })
}

test('21.9 on a line that is well sound is played as soon as the browser can', () => {
  expect(after([GOOD, { ...GOOD, downLoss: 1, concealed: 1 }])).toEqual([0, 0])
})

test.each([
  ['loses packets', { ...GOOD, downLoss: 10 }],
  ['has sound made up', { ...GOOD, concealed: 4 }],
])('21.9 on a line that %s sound waits for what is sent again', (_, second) => {
  expect(after([second])).toEqual([300])
})

test('21.9 on a line that carries less than is wanted sound waits, however little is lost', () => {
  expect(nextPatience(PROMPT, { downLoss: null, concealed: null, rtt: null }, 'smaller', 0).ms).toBe(240)
})

test('21.9 it waits longer where the way is longer, and never so long that nobody can talk', () => {
  expect(after([{ ...GOOD, downLoss: 10, rtt: 100 }])).toEqual([480])
  expect(after([{ ...GOOD, downLoss: 10, rtt: 900 }])).toEqual([500])
})

test('21.9 it waits as before for a while after the line was last bad', () => {
  const seconds = [{ ...GOOD, downLoss: 10 }, ...Array.from({ length: 21 }, () => GOOD)]
  expect(after(seconds).slice(-2)).toEqual([0, 0])
  expect(after(seconds).slice(0, 20)).toEqual(Array(20).fill(300))
})
