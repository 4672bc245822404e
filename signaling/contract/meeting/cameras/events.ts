import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { by } from '../core/by.ts'
import { offer } from './state.ts'

export const CameraEvents = [
  /** A room says what may be moved of its camera; no moves: nothing any more. */
  z.object({ type: z.literal('cameraOffered'), participantId: ParticipantId, ...offer }),
  /** Who conducts begins to move the camera of a room. */
  z.object({ type: z.literal('cameraTaken'), participantId: ParticipantId, ...by }),
  z.object({ type: z.literal('cameraLetGo'), participantId: ParticipantId, ...by }),
  /** The room did it by its own hand; `refused` false: it allows it again. */
  z.object({ type: z.literal('cameraRefused'), participantId: ParticipantId, refused: z.boolean() }),
] as const
export type CameraEvent = z.infer<(typeof CameraEvents)[number]>
