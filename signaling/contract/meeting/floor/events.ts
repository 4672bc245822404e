import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { by } from '../core/by.ts'
import { FloorHolder, FloorMode, FloorRequest, floorSlice } from './state.ts'

/** The reason why somebody has the floor no more. */
export const FloorEnd = z.enum(['done', 'taken', 'silenced', 'modeChanged', 'left'])

export const FloorEvents = [
  z.object({ type: z.literal('modeSet'), mode: FloorMode, ...by }),
  z.object({ type: z.literal('speakLimitSet'), speakLimitSec: floorSlice.speakLimitSec, ...by }),
  z.object({ type: z.literal('floorRequested'), ...FloorRequest.omit({ at: true }).shape }),
  z.object({
    type: z.literal('floorRequestEnded'),
    participantId: ParticipantId,
    reason: z.enum(['withdrawn', 'skipped', 'left']),
    ...by,
  }),
  /** The one before whom it is in the queue now; null = last. */
  z.object({
    type: z.literal('floorRequestMoved'),
    participantId: ParticipantId,
    before: ParticipantId.nullable(),
    ...by,
  }),
  z.object({
    type: z.literal('floorGranted'),
    ...FloorHolder.omit({ grantedAt: true, stoppedAt: true, stoppedMs: true }).shape,
    ...by,
  }),
  z.object({
    type: z.literal('floorLimitSet'),
    participantId: ParticipantId,
    limitSec: FloorHolder.shape.limitSec,
    ...by,
  }),
  z.object({ type: z.literal('floorEnded'), participantId: ParticipantId, reason: FloorEnd, ...by }),
  z.object({ type: z.literal('microphoneCut'), participantId: ParticipantId, ...by }),
  /** The room did it by its own hand. */
  z.object({ type: z.literal('microphoneConsented'), participantId: ParticipantId }),
] as const
export type FloorEvent = z.infer<(typeof FloorEvents)[number]>
