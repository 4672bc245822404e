import { MeetingError } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import {
  isOfSome,
  judgeRun,
  judgeStep,
  type KeptStep,
  type NewRun,
  type ReadinessReason,
  type RoomProfile,
  type RunTrigger,
  type StepResult,
  STEPS,
  type Verdict,
} from '@diem-cau/signaling-contract/readiness'

const MINUTE_MS = 60_000
/** A test takes seconds. */
const LONGEST_MS = 15 * MINUTE_MS
/** Of a week ago a step is as good as unread: the loudspeaker is not tried at night. One that was bad stays so until it is read again. */
export const STEP_GOOD_FOR_MS = 7 * 24 * 60 * MINUTE_MS
/** A test that comes later than this after its end says how it was, not how it is. */
const LATE_MS = 10 * MINUTE_MS
/** The page's clock may be ahead of ours by this for want of a better one, and the line takes its time too. */
const CLOCK_SLACK_MS = 2_000

/** What a test can be believed to say. @throws MeetingError `badRequest` for one that cannot have been */
export function requireTest({ startedAt, endedAt, steps }: NewRun): void {
  if (endedAt < startedAt) throw new MeetingError('badRequest', 'a test ends after it began', { field: 'endedAt' })
  if (endedAt - startedAt > LONGEST_MS)
    throw new MeetingError('badRequest', 'a test that never ends is none', { field: 'endedAt' })
  if (steps.length === 0) throw new MeetingError('badRequest', 'a test has steps', { field: 'steps' })
  const keys = steps.map(keyOf)
  if (new Set(keys).size !== keys.length)
    throw new MeetingError('badRequest', 'each step once, that of a line once for each node', { field: 'steps' })
  if (steps.some(({ step, node }) => (step === 'line') !== (node !== null)))
    throw new MeetingError('badRequest', 'a line leads to a node, and nothing else does', { field: 'steps' })
}

/**
 * The steps with what the server measured itself: a page whose clock is ahead of ours cannot have ended its test in the future,
 * whatever it says of its clock.
 */
export function measuredHere({ steps, endedAt }: NewRun, now: number): StepResult[] {
  const ahead = endedAt - now
  return steps.map((result) =>
    result.step === 'clock' && ahead > CLOCK_SLACK_MS
      ? { ...result, values: { ...result.values, clockOffset: ahead } }
      : result,
  )
}

/** True for a test that ended long before it came, by the page's clock and what it says of it. */
export function isLate({ steps, endedAt }: NewRun, now: number): boolean {
  const offset = steps.find(({ step }) => step === 'clock')?.values.clockOffset ?? 0
  return now - (endedAt - offset) > LATE_MS
}

export const judge = (steps: readonly StepResult[], profile: RoomProfile | null): Verdict[] =>
  steps.map((result) => judgeStep(result, profile))

/** What is known of a room after a test: a test need not have all steps, and a whole one replaces all lines. */
export function withTest(
  kept: readonly KeptStep[],
  steps: readonly StepResult[],
  profile: RoomProfile | null,
  isWhole: boolean,
  at: number,
): KeptStep[] {
  const fresh = steps.map((result): KeptStep => ({ at, result, verdict: judgeStep(result, profile) }))
  const replaced = new Set(steps.map(keyOf))
  const hasLines = isWhole && steps.some(({ step }) => step === 'line')
  const left = kept.filter(
    ({ at: then, result, verdict }) =>
      (at - then < STEP_GOOD_FOR_MS || verdict.health === 'bad') &&
      !replaced.has(keyOf(result)) &&
      !(hasLines && result.step === 'line') &&
      // A room that takes it no more has no such thing any more.
      !(isWhole && isOfSome(result.step)),
  )
  return [...left, ...fresh]
}

/** The same after the profile was edited. */
export const judgedAnew = (kept: readonly KeptStep[], profile: RoomProfile | null): KeptStep[] =>
  kept.map((step) => ({ ...step, verdict: judgeStep(step.result, profile) }))

/**
 * The worst, and why, the worst reason first.
 * @param trigger of the test that had to look at everything: what it was not to take is not missed
 */
export function foundBy(
  verdicts: readonly Verdict[],
  trigger: RunTrigger,
): {
  readonly health: Health
  readonly reasons: readonly ReadinessReason[]
} {
  const order = STEPS.map(({ id }) => id)
  const sorted = verdicts.toSorted(
    (a, b) => Number(b.health === 'bad') - Number(a.health === 'bad') || order.indexOf(a.step) - order.indexOf(b.step),
  )
  return { health: judgeRun(verdicts, trigger), reasons: [...new Set(sorted.flatMap(({ reasons }) => reasons))] }
}

const keyOf = ({ step, node }: Pick<StepResult, 'step' | 'node'>) => `${step} ${node ?? ''}`
