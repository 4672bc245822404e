/**
 * What is wrong with the servers themselves, as `npm run diagnose` finds it, for who watches over all of them. A process that was started
 * in another way than by `npm start` may not know how to look: `notFound`.
 *   POST /api/operations/self-check            -> SelfCheck: takes up to a minute, one at a time
 *   GET  /api/operations/self-check/:checkId   -> tar.gz to be sent to who helps, without secrets; for ten minutes
 */
import { z } from 'zod'
import { RowId } from '../core/ids.ts'
import { recorded } from '../text/text.ts'

const words = z.object({ vi: recorded(2000), en: recorded(2000) })

/** `problem`: somebody cannot meet, or soon will not; `warning`: it works, but not for long or not well; `unknown`: it could not be looked at. */
export const SelfFinding = z.object({
  level: z.enum(['problem', 'warning', 'unknown', 'ok']),
  title: words,
  says: words,
  /** Null: nothing has to be done. */
  todo: words.nullable(),
})
export type SelfFinding = z.infer<typeof SelfFinding>

/** The worst first. */
export const SelfCheck = z.object({ checkId: RowId, at: z.int(), findings: z.array(SelfFinding) })
export type SelfCheck = z.infer<typeof SelfCheck>
