import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Office } from './Office.ts'
import { Pair } from './Pair.ts'
import { asText, story, tell, type Story } from './story.ts'

/** Number of stories in `npm test`; FUZZ_RUNS tells more. */
const RUNS = 120
const SEED = 20_261_129
const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH, FUZZ_DIARY } = process.env
const runs = Number(FUZZ_RUNS ?? RUNS)

let office: Office

beforeAll(async () => {
  office = await Office.open()
})
afterAll(() => office.close())

/** Tells a story, and lists what was wrong on the way or is at its end. */
async function wrongAfter(told: Story): Promise<{ wrong: string[]; diary: string[] }> {
  const pair = await Pair.open(office, told)
  try {
    await tell(pair, told)
    await pair.heal()
    return { wrong: await pair.wrong(), diary: pair.watch.diary }
  } catch (error) {
    return { wrong: [`the story cannot be told: ${String(error)}`], diary: pair.watch.diary }
  } finally {
    pair.close()
  }
}

test('whatever lines, processes, media nodes and people do: who is in the meeting, what is heard and what is known fits in the end', async () => {
  let last: Awaited<ReturnType<typeof wrongAfter>> | null = null
  const property = fc.asyncProperty(story, async (told) => {
    const found = await wrongAfter(told)
    if (found.wrong.length > 0) last = found
    return found.wrong.length === 0
  })
  const started = performance.now()
  const result = await fc.check(property, {
    numRuns: runs,
    // The same stories in every `npm test`: new ones are looked for with FUZZ_RUNS, and mended before they are told there.
    ...(FUZZ_SEED || !FUZZ_RUNS ? { seed: Number(FUZZ_SEED ?? SEED) } : {}),
    ...(FUZZ_PATH ? { path: FUZZ_PATH } : {}),
  })
  const { failed, seed, counterexample, counterexamplePath, numRuns, numShrinks } = result
  if (!failed) console.log(`${numRuns} stories in ${((performance.now() - started) / 1000).toFixed(1)} s, seed ${seed}`)
  const [shortest] = counterexample ?? []
  if (!failed || !shortest) return
  const found = await wrongAfter(shortest)
  const diary = FUZZ_DIARY ? `\n${found.diary.join('\n')}` : ''
  expect.fail(
    `${found.wrong.join('\n')}\nFUZZ_SEED=${seed} FUZZ_PATH=${counterexamplePath} (run ${numRuns}, ${numShrinks} shrinks)\n${asText(shortest)}${diary}${found.wrong.length === 0 ? `\nnot again: ${String(last)}` : ''}`,
  )
}, 3_600_000)
