import type { RecurrenceProblem } from '../../plan/recurrenceRule.ts'
import type { PlanField, PlanForm, Problem } from './planForm.ts'

/** A value that the server refused, which is shown as long as the field has it. */
export interface Refused {
  readonly field: PlanField
  readonly value: PlanForm[PlanField]
  readonly text: string
}

/** These are shown beside the days and the end of the series themselves. */
export const isOfRecurrence = (problem: Problem): problem is RecurrenceProblem => problem.startsWith('recurrence')
