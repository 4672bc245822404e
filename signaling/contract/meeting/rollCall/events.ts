import { z } from 'zod'
import { ParticipantId, UnitCode } from '../../core/ids.ts'
import { recorded } from '../../text/text.ts'
import { by } from '../core/by.ts'
import { UnitPresence } from './state.ts'

export const RollCallEvents = [
  z.object({ type: z.literal('rollCallOpened'), ...by }),
  z.object({ type: z.literal('rollCallClosed'), ...by }),
  z.object({
    type: z.literal('presenceConfirmed'),
    unitCode: UnitCode,
    count: z.int().min(0).max(999),
    people: z.array(recorded(200)).max(60),
    by: ParticipantId,
  }),
  z.object({ type: z.literal('absenceNoted'), unitCode: UnitCode, reason: UnitPresence.shape.excused, ...by }),
] as const
export type RollCallEvent = z.infer<(typeof RollCallEvents)[number]>
