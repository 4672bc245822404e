import { z } from 'zod'
import { UnitCode } from '../../core/ids.ts'
import { line, requiredLine } from '../../text/text.ts'
import { done, empty } from '../core/rows.ts'
import { UnitSpan } from './state.ts'

export const rollCallRequests = {
  'rollCall:open': { data: empty, response: done },
  'rollCall:close': { data: empty, response: done },
  /** A room asks this for its own unit, the secretary for any. */
  'rollCall:confirm': {
    data: z.object({
      unitCode: UnitCode.nullable(),
      count: z.int().min(0).max(999),
      people: z.array(requiredLine(200)).max(60),
    }),
    response: done,
  },
  /** Answers chair and secretary from the log, because the state has the last times only. */
  'rollCall:times': { data: z.object({ unitCode: UnitCode }), response: z.object({ spans: z.array(UnitSpan) }) },
  'rollCall:excuse': { data: z.object({ unitCode: UnitCode, reason: line(300).nullable() }), response: done },
} as const
