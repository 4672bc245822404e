import { expect, test } from 'vitest'
import { concealedPct, heights, resultOf, wholeSince } from './resultOf.ts'
import type { Look } from './stage/pageReader.ts'

/** Ten seconds at 200 ms: whole, squeezed from 2 to 6 s, whole again from 7 s on; sound was made up for a tenth meanwhile. */
const looks: Look[] = Array.from({ length: 51 }, (_, n): Look => {
  const at = n * 200
  return {
    at,
    height: at >= 2_000 && at < 7_000 ? 180 : 720,
    frames: n * 3,
    samples: at * 48,
    concealed: Math.max(0, Math.min(at, 6_000) - 2_000) * 4.8,
    online: at !== 4_000,
  }
})

test('a squeeze comes to what is missing, how large the picture is, and when all of it is back', () => {
  expect(resultOf('down', 700, { looks, whole: 720, began: 2_000, ended: 6_000 })).toEqual({
    case: 'down',
    joinMs: 700,
    concealedPct: 10,
    stageHeight: 180,
    stageFps: 15,
    backAfterMs: 1_000,
    offlineMs: 200,
  })
})

test('a picture that stands still is none after a while, and the whole one is back only once it moves', () => {
  const still = looks.map((look) => ({ ...look, frames: Math.min(look.frames, 60) }))
  expect(heights(still).at(-1)).toBe(0)
  expect(heights(still)[30]).toBe(180)
  expect(wholeSince(still, 720, 6_000)).toBeNull()
})

test('no sound at all is all of it missing', () => {
  expect(concealedPct(looks.map((look) => ({ ...look, samples: 0 })))).toBe(100)
})
