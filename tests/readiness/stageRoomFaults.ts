import { judgeStep, type ReadinessReason, type StepResult } from '@diem-cau/signaling-contract/readiness'
import type { RoomFault } from './faults/faults.ts'
import { ownProfile } from './stage/ownProfile.ts'
import { ReadinessStage, type Told } from './stage/ReadinessStage.ts'

export interface StagedFault {
  readonly name: string
  readonly expects: ReadinessReason
  /** What was told, the worst first. */
  readonly told: readonly ReadinessReason[]
  /** All that was measured, by step. */
  readonly figures: Readonly<Record<string, StepResult['values']>>
  readonly isFound: boolean
  readonly isNamedRight: boolean
  /** From when the test was asked for to when it was told; from mending to when that was told, null: it was not. Milliseconds. */
  readonly afterMs: number | null
  readonly clearedMs: number | null
}

export interface HealthyRuns {
  readonly runs: number
  /** What a healthy room was told to have, each time it was. */
  readonly falseRed: readonly ReadinessReason[]
  readonly weak: readonly ReadinessReason[]
  /** Of a whole test. */
  readonly longestMs: number
}

const FOUND_WITHIN_MS = 20_000
const CLEARED_WITHIN_MS = 10_000
/** It is waited for longer, so that it can be told how late it was. */
const CLEARED_PATIENCE_MS = 60_000

const rank = { bad: 0, weak: 1, unknown: 2, good: 3 } as const
const verdictsOf = ({ run }: Told) => run.steps.map((result) => judgeStep(result, ownProfile))
const reasonsOf = (told: Told) =>
  verdictsOf(told)
    .toSorted((one, other) => rank[one.health] - rank[other.health])
    .flatMap(({ reasons }) => reasons)

/** Has a healthy room test itself so often, then stages one fault after the other and mends it. */
export async function stageRoomFaults(
  faults: readonly RoomFault[],
  healthyRuns: number,
  say: (what: string) => void,
): Promise<{ readonly staged: readonly StagedFault[]; readonly healthy: HealthyRuns }> {
  await using stage = await ReadinessStage.open(say)
  const healthy = await stayHealthy(stage, healthyRuns, say)
  const staged: StagedFault[] = []
  for (const fault of faults) {
    const result = await stageOne(stage, fault).catch((error: unknown) => {
      say(`${fault.name} cannot be staged: ${String(error)}`)
      return { told: [], figures: {}, isFound: false, isNamedRight: false, afterMs: null, clearedMs: null }
    })
    await fault.end(stage)
    staged.push({ name: fault.name, expects: fault.expects, ...result })
    const { isNamedRight, afterMs, clearedMs, told, figures } = result
    say(
      `${isNamedRight ? 'right' : 'WRONG'} after ${afterMs ?? '?'} ms, cleared after ${clearedMs ?? '?'} ms: ${fault.name}: ${told.join(', ')}${isNamedRight ? '' : ` of ${JSON.stringify(figures)}`}`,
    )
  }
  return { staged, healthy }
}

async function stayHealthy(stage: ReadinessStage, runs: number, say: (what: string) => void): Promise<HealthyRuns> {
  const red: ReadinessReason[] = []
  const weak: ReadinessReason[] = []
  let longestMs = 0
  for (let n = 0; n < runs; n++) {
    const told = await stage.ask()
    longestMs = Math.max(longestMs, told.run.endedAt - told.run.startedAt)
    for (const { health, reasons, step } of verdictsOf(told)) {
      if (health === 'bad') red.push(...reasons)
      if (health === 'weak') weak.push(...reasons)
      if (health === 'unknown') say(`${step} was not read`)
    }
  }
  say(
    `${runs} tests of a healthy room: ${red.length} false red (${red.join(', ')}), weak: ${weak.join(', ')}; longest ${longestMs} ms`,
  )
  return { runs, falseRed: red, weak, longestMs }
}

async function stageOne(stage: ReadinessStage, fault: RoomFault): Promise<Omit<StagedFault, 'name' | 'expects'>> {
  await fault.begin(stage)
  const told = await stage.ask()
  const afterMs = told.afterMs
  const reasons = reasonsOf(told)
  const isInTime = afterMs <= FOUND_WITHIN_MS
  const isFound = isInTime && reasons.includes(fault.expects)
  const isNamedRight = isInTime && reasons[0] === fault.expects
  // What is only weak is not tried again by itself.
  const isBad = verdictsOf(told).some(({ health }) => health === 'bad')
  const mendedAt = performance.now()
  await fault.end(stage)
  const isMended = (later: Told) =>
    later.at > mendedAt && later.run.trigger === 'watch' && !reasonsOf(later).includes(fault.expects)
  const cleared = isBad ? await stage.until(isMended, CLEARED_PATIENCE_MS).catch(() => null) : null
  const figures = Object.fromEntries(told.run.steps.map(({ step, values }) => [step, values]))
  return {
    told: reasons,
    figures,
    isFound,
    isNamedRight,
    afterMs,
    clearedMs: cleared && Math.round(cleared.at - mendedAt),
  }
}

/** All that was wanted of them: found, named right, and cleared in time. */
export const isProved = ({ isNamedRight, clearedMs }: StagedFault): boolean =>
  isNamedRight && (clearedMs === null || clearedMs <= CLEARED_WITHIN_MS)
