/**
 * An upgrade of this machine's servers while it goes on, and for a day after (SPEC 22.8), for who watches over all servers.
 *   GET /api/operations/upgrade -> UpgradeNews
 */
import { z } from 'zod'
import { recorded } from '../text/text.ts'

const words = z.object({ vi: recorded(4000), en: recorded(4000) })
const version = recorded(100)

/** `failed`: nothing more was begun after it. `takesBack`, `takenBack`: it was begun, and is made undone. `left`: that did not succeed either. */
export const UpgradeStepState = z.enum(['waits', 'runs', 'done', 'failed', 'takesBack', 'takenBack', 'left'])
export type UpgradeStepState = z.infer<typeof UpgradeStepState>

export const UpgradeStep = z.object({
  name: words,
  state: UpgradeStepState,
  /** The last that was said of it: how many rooms were moved, or why it failed. */
  said: words.nullable(),
})
export type UpgradeStep = z.infer<typeof UpgradeStep>

/** Times in milliseconds since the epoch. */
export const UpgradeRun = z.object({
  startedAt: z.int(),
  /** The last sign of the program that does it: it gives one every two seconds. */
  heardAt: z.int(),
  next: version,
  /** What ran before; null: it did not run, or did not answer. */
  before: z.object({ signaling: version.nullable(), mediaNode: version.nullable() }),
  steps: z.array(UpgradeStep).max(50),
  /** Null: it goes on. */
  outcome: z.object({ isDone: z.boolean(), words }).nullable(),
})
export type UpgradeRun = z.infer<typeof UpgradeRun>

export const UpgradeNews = z.object({
  /** Null: there is none, nor was in the last day. */
  run: UpgradeRun.nullable(),
  /** It has given no sign for 15 s, and was not over: somebody killed it, or its machine went. */
  isSilent: z.boolean(),
  /** The version of the process that answers. */
  version,
})
export type UpgradeNews = z.infer<typeof UpgradeNews>
