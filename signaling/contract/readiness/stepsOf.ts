import type { RunTrigger } from './run.ts'
import { STEPS, type StepId } from './steps.ts'

const all = STEPS.filter(({ isOfSome }) => isOfSome !== true).map(({ id }) => id)
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

/** True for a step that is taken by rooms alone that have such a thing. */
export const isOfSome = (id: StepId): boolean => STEPS.some((step) => step.id === id && step.isOfSome === true)

/** @returns the steps that a test of this kind has to take in every room, in their order */
export function stepsOf(trigger: RunTrigger): readonly StepId[] {
  return stepsOfTrigger[trigger]
}
