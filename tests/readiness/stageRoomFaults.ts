import type { BoardReason, RoomReadiness, StepResult } from '@diem-cau/signaling-contract/readiness'
import type { RoomFault } from './faults/faults.ts'
import { type HealthyRuns, type HealthyTime, stayHealthy } from './board/stayHealthy.ts'
import { ReadinessStage } from './stage/ReadinessStage.ts'

export interface StagedFault {
  readonly name: string
  readonly expects: BoardReason
  /** What the office says of the room, the worst first. */
  readonly told: readonly BoardReason[]
  /** All that was measured, by step. */
  readonly figures: Readonly<Record<string, StepResult['values']>>
  readonly isFound: boolean
  readonly isNamedRight: boolean
  /**
   * Until the office says it: from the test's start, and from when the test was asked for (of a PC that is dead, from then). From mending to
   * when the office says that it is gone; null: it did not, or was not to. Milliseconds.
   */
  readonly afterMs: number | null
  readonly askedMs: number | null
  readonly clearedMs: number | null
  readonly isClearedInTime: boolean
}

type Result = Omit<StagedFault, 'name' | 'expects' | 'clearedMs' | 'isClearedInTime'>

const FOUND_WITHIN_MS = 20_000
/** It is waited for longer, so that it can be told how late it was. */
const PATIENCE_MS = 60_000

const notStaged = {
  told: [],
  figures: {},
  isFound: false,
  isNamedRight: false,
  afterMs: null,
  askedMs: null,
  clearedMs: null,
  isClearedInTime: false,
} as const

/** Has a healthy room test itself so often, then stages one fault after the other and mends it. */
export async function stageRoomFaults(
  faults: readonly RoomFault[],
  healthy: HealthyTime,
  say: (what: string) => void,
): Promise<{ readonly staged: readonly StagedFault[]; readonly healthy: HealthyRuns }> {
  await using stage = await ReadinessStage.open(say)
  const well = await stayHealthy(stage, healthy, say)
  const staged: StagedFault[] = []
  for (const fault of faults) {
    const result = await stageOne(stage, fault).catch((error: unknown) => {
      say(`${fault.name} cannot be staged: ${String(error)}`)
      return notStaged
    })
    await fault.end(stage)
    staged.push({ name: fault.name, expects: fault.expects, ...result })
    const { isNamedRight, afterMs, askedMs, clearedMs, told, figures } = result
    say(
      `${isNamedRight ? 'right' : 'WRONG'} after ${afterMs ?? '?'} ms (asked for ${askedMs ?? '?'} ms before), cleared after ${clearedMs ?? '?'} ms: ${fault.name}: ${told.join(', ')}${isNamedRight ? '' : ` of ${JSON.stringify(figures)}`}`,
    )
  }
  return { staged, healthy: well }
}

async function stageOne(stage: ReadinessStage, fault: RoomFault): Promise<Omit<StagedFault, 'name' | 'expects'>> {
  const { caretaker } = stage
  await fault.begin(stage)
  const { health, ...result } = await (fault.silentForMs === null
    ? foundByTest(stage, fault)
    : foundBySilence(stage, fault, fault.silentForMs))
  // What is only weak is not tried again by itself.
  const isToClear = health === 'bad' || (health === 'unknown' && result.isFound)
  const mendedAt = performance.now()
  await fault.end(stage)
  const isGone = async () => ((await caretaker.room()).reasons.includes(fault.expects) ? null : true)
  const isCleared = isToClear && (await caretaker.until(isGone, PATIENCE_MS)) !== null
  const clearedMs = isCleared ? Math.round(performance.now() - mendedAt) : null
  return { ...result, clearedMs, isClearedInTime: !isToClear || (clearedMs ?? Infinity) <= fault.clearedWithinMs }
}

type Found = Result & { readonly health: RoomReadiness['health'] }

async function foundByTest(stage: ReadinessStage, { expects }: RoomFault): Promise<Found> {
  const { run, room, afterMs, askedMs } = await stage.ask()
  const isInTime = afterMs <= FOUND_WITHIN_MS && room.health !== 'good'
  return {
    health: room.health,
    told: room.reasons,
    figures: Object.fromEntries(run.steps.map(({ step, values }) => [step, values])),
    isFound: isInTime && room.reasons.includes(expects),
    isNamedRight: isInTime && room.reasons[0] === expects,
    afterMs,
    askedMs,
  }
}

async function foundBySilence({ caretaker }: ReadinessStage, { expects }: RoomFault, withinMs: number): Promise<Found> {
  const since = performance.now()
  const look = async () => {
    const room = await caretaker.room()
    return room.reasons.includes(expects) ? room : null
  }
  const told = await caretaker.until(look, withinMs)
  const room = told ?? (await caretaker.room())
  const afterMs = told && Math.round(performance.now() - since)
  const isFound = told !== null && told.health === 'unknown'
  return {
    health: room.health,
    told: room.reasons,
    figures: {},
    isFound,
    isNamedRight: isFound && told.reasons[0] === expects,
    afterMs,
    askedMs: afterMs,
  }
}

/** All that was wanted of it: found, named right, and cleared in time, if it was to be. */
export const isProved = ({ isNamedRight, isClearedInTime }: StagedFault): boolean => isNamedRight && isClearedInTime
