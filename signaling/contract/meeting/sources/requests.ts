import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { done, empty, who } from '../core/rows.ts'
import { ComplaintKind, RoomTrouble } from './state.ts'

export const sourceRequests = {
  'camera:stop': { data: who, response: done },
  /** A room consents that its own camera is opened again. */
  'camera:consent': { data: empty, response: done },
  /** Somebody's screen with its sound. */
  'screen:stop': { data: who, response: done },
  /** "I hear you badly": to the technicians. */
  'complaint:send': { data: z.object({ about: ParticipantId.nullable(), what: ComplaintKind }), response: done },
  /** All that is wrong with this room now, none when it is over: to who conducts, before they call on it. */
  'endpoint:troubles': {
    data: z.object({ troubles: z.array(RoomTrouble).max(RoomTrouble.options.length) }),
    response: done,
  },
} as const
