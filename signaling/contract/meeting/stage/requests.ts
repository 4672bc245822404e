import { z } from 'zod'
import { done, empty, who } from '../core/rows.ts'
import { OpenPaper, PaperPoint, Stage } from './state.ts'

export const stageRequests = {
  'stage:set': { data: z.object({ stage: Stage }), response: done },
  'share:allow': { data: who.extend({ allowed: z.boolean() }), response: done },
  'paper:open': { data: OpenPaper.pick({ paperId: true, version: true, page: true }), response: done },
  'paper:turn': { data: OpenPaper.pick({ page: true }), response: done },
  'paper:close': { data: empty, response: done },
  /** Volatile. */
  'paper:point': { data: PaperPoint, response: done },
} as const
