import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { by } from '../core/by.ts'

export const SourceEvents = [
  z.object({ type: z.literal('cameraStopped'), participantId: ParticipantId, ...by }),
  /** The room did it by its own hand. */
  z.object({ type: z.literal('cameraConsented'), participantId: ParticipantId }),
] as const
export type SourceEvent = z.infer<(typeof SourceEvents)[number]>
