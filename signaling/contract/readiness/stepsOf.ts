import type { RunTrigger } from './run.ts'
import { STEPS, type StepId } from './steps.ts'

const all = STEPS.map(({ id }) => id)
/** In the night nobody is frightened by a tone. */
const silent = all.filter((id) => id !== 'loudspeaker')

const stepsOfTrigger: Record<RunTrigger, readonly StepId[]> = {
  boot: all,
  night: silent,
  beforeMeeting: all,
  asked: all,
  hand: all,
  // What was wrong, whatever that is.
  watch: [],
}

/** @returns the steps that a test of this kind has to take, in their order */
export function stepsOf(trigger: RunTrigger): readonly StepId[] {
  return stepsOfTrigger[trigger]
}
