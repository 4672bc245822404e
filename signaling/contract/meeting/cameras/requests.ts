import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { done, who } from '../core/rows.ts'
import { CameraPress, offer } from './state.ts'

export const cameraRequests = {
  /** A room says what may be moved of its own camera now; no moves: nothing. */
  'camera:offer': { data: z.object(offer), response: done },
  /** A room's own camera is not moved from afar in this meeting, or may be again. */
  'camera:refuse': { data: z.object({ refused: z.boolean() }), response: done },
  /** Who conducts moves the camera of that room from now on. */
  'camera:take': { data: who, response: done },
  'camera:letGo': { data: who, response: done },
  /** One press, for the room to do. */
  'camera:move': { data: z.object({ participantId: ParticipantId, press: CameraPress }), response: done },
} as const
