import { z } from 'zod'
import { ItemId, ParticipantId } from '../../core/ids.ts'
import { line } from '../../text/text.ts'
import { done, empty, who } from '../core/rows.ts'
import { FloorHolder, FloorMode, floorSlice } from './state.ts'

export const floorRequests = {
  'floor:setMode': { data: z.object({ mode: FloorMode }), response: done },
  'floor:setLimit': { data: z.object({ speakLimitSec: floorSlice.speakLimitSec }), response: done },
  /** Đăng ký phát biểu: asking is consent to be opened when it is granted. */
  'floor:request': {
    data: z.object({ itemId: ItemId.nullable(), speaker: line(200), note: line(500) }),
    response: done,
  },
  /** Own one; with `participantId` chair and secretary skip somebody. */
  'floor:withdraw': { data: z.object({ participantId: ParticipantId.nullable() }), response: done },
  'floor:move': { data: who.extend({ before: ParticipantId.nullable() }), response: done },
  'floor:grant': {
    data: who.extend({ itemId: ItemId.nullable(), limitSec: FloorHolder.shape.limitSec.optional() }),
    response: done,
  },
  'floor:extend': { data: who.extend({ limitSec: FloorHolder.shape.limitSec }), response: done },
  /** Own one, or by the chair. */
  'floor:end': { data: z.object({ participantId: ParticipantId.nullable() }), response: done },
  'floor:silenceAll': { data: empty, response: done },
  'mic:cut': { data: who, response: done },
  /** A room consents that its own microphone is opened again. */
  'mic:consent': { data: empty, response: done },
} as const
