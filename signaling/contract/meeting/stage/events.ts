import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { by } from '../core/by.ts'
import { OpenPaper, Stage } from './state.ts'

export const StageEvents = [
  z.object({ type: z.literal('stageSet'), stage: Stage, ...by }),
  z.object({ type: z.literal('shareAllowed'), participantId: ParticipantId, allowed: z.boolean(), ...by }),
  z.object({ type: z.literal('paperOpened'), ...OpenPaper.shape }),
  z.object({ type: z.literal('paperTurned'), page: OpenPaper.shape.page }),
  z.object({ type: z.literal('paperClosed'), ...by }),
] as const
export type StageEvent = z.infer<(typeof StageEvents)[number]>
