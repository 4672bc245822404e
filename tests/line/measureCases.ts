import { setTimeout as wait } from 'node:timers/promises'
import type { LineCase } from './cases/LineCase.ts'
import { type LineResult, resultOf, wholeSince } from './resultOf.ts'
import { LineStage, type PaperRead } from './stage/LineStage.ts'
import { LOOK_MS } from './stage/pageReader.ts'

/** The height of the picture that a camera sends here at most. */
const WHOLE = 720
/** Until the whole picture is there at first, and at the end. */
const WHOLE_WITHIN_MS = 40_000
const BACK_WITHIN_MS = 60_000
/** The whole picture stands for a while before anything happens. */
const CALM_MS = 3_000

type MeasuredLine = LineResult & Partial<PaperRead>

/** Tries one line after the other in one meeting. */
export async function measureCases(
  cases: readonly LineCase[],
  say: (what: string) => void,
): Promise<(MeasuredLine | { readonly case: string; readonly failed: string })[]> {
  say('the office starts, each part on a computer of its own')
  await using stage = await LineStage.open()
  const results = []
  for (const one of cases) {
    // A line over which nobody comes in is a result too, and no reason not to try the others.
    const result = await measureCase(stage, one).catch((error: unknown) => ({ case: one.name, failed: String(error) }))
    say(JSON.stringify(result))
    results.push(result)
    await stage.leave()
  }
  return results
}

async function measureCase(stage: LineStage, one: LineCase): Promise<MeasuredLine> {
  const { hosts } = stage
  await one.before?.(hosts)
  const joinMs = await stage.enter()
  if (one.watches === 'up') await stage.giveFloor()
  await stage.beginLooks(one.watches)
  const looks = () => stage.looks(one.watches)
  const now = async () => (await looks()).at(-1)?.at ?? 0
  await until(async () => wholeSince(await looks(), WHOLE, 0) !== null, WHOLE_WITHIN_MS, 'the whole picture')
  await wait(CALM_MS)
  if (one.opensPaper) await stage.paperReader()
  await one.begin?.(hosts)
  await wait(one.settlesMs ?? 0)
  const began = await now()
  const [paper] = await Promise.all([one.opensPaper ? stage.readPaper() : null, wait(one.lastsMs)])
  await one.end?.(hosts)
  const ended = await now()
  await until(async () => wholeSince(await looks(), WHOLE, ended) !== null, BACK_WITHIN_MS, null)
  return { ...resultOf(one.name, joinMs, { looks: await looks(), whole: WHOLE, began, ended }), ...paper }
}

/** @param what thrown when it does not come in time; null: then it does not */
async function until(isSo: () => Promise<boolean>, withinMs: number, what: string | null): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > end) {
      if (what !== null) throw new Error(`${what} did not come within ${withinMs / 1000} s`)
      return
    }
    await wait(LOOK_MS)
  }
}
