import type { RecurrenceProblem } from '../../plan/recurrenceRule.ts'
import type { PlanField, PlanForm, Problem } from './planForm.ts'

/** What the server does not take, as long as the field is as it was sent. */
export interface Refused {
  readonly field: PlanField
  readonly value: PlanForm[PlanField]
  readonly text: string
}

/** Said beside the days and the end of the series themselves. */
export const isOfRecurrence = (problem: Problem): problem is RecurrenceProblem => problem.startsWith('recurrence')
