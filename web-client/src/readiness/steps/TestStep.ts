import type { RoomProfile, RunTrigger, StepId, StepResult } from '@diem-cau/signaling-contract/readiness'

/** What a test is for, and how it is taken. */
export interface TestKind {
  readonly trigger: RunTrigger
  /** The steps that it takes. */
  readonly steps: ReadonlySet<StepId>
  readonly profile: RoomProfile | null
}

/** Some steps that are taken together, as they need the same device. */
export interface TestStep {
  /** In the order in which they are told. */
  readonly ids: readonly StepId[]
  /** It has so long, in milliseconds; what it has not told by then is unread. */
  readonly limitMs: number
  /**
   * @param tell is called with each result as it is there; @param signal ends it: it gives back what it has taken
   * @throws when it cannot be read
   */
  run(kind: TestKind, tell: (result: StepResult) => void, signal: AbortSignal): Promise<void>
}

/** A step of which nothing could be read. */
export function unread(step: StepId): StepResult {
  return { step, node: null, values: {}, fault: null, label: '' }
}
