import { z } from 'zod'
import { ItemId, NoteId } from '../../core/ids.ts'
import { meetingLimits } from '../../core/limits.ts'
import { line, paragraph, requiredLine } from '../../text/text.ts'
import { done } from '../core/rows.ts'
import { AgendaPoint, Note } from './state.ts'

/** A plan that changes while the meeting goes on may bring points beside the full agenda. */
const MAX_ORDERED = meetingLimits.items + meetingLimits.plannedItems

export const agendaRequests = {
  'agenda:start': { data: z.object({ itemId: ItemId }), response: done },
  'agenda:close': {
    data: z.object({ itemId: ItemId, conclusion: paragraph(meetingLimits.conclusionLetters) }),
    response: done,
  },
  'agenda:conclude': {
    data: z.object({ itemId: ItemId, conclusion: paragraph(meetingLimits.conclusionLetters) }),
    response: done,
  },
  'agenda:set': {
    data: AgendaPoint.pick({ itemId: true, minutes: true }).extend({ title: requiredLine(300), presenter: line(200) }),
    response: done,
  },
  'agenda:order': { data: z.object({ itemIds: z.array(ItemId).max(MAX_ORDERED) }), response: done },
  'note:set': {
    data: Note.pick({ noteId: true, itemId: true }).extend({
      speaker: line(200),
      text: paragraph(meetingLimits.noteLetters),
    }),
    response: done,
  },
  'note:remove': { data: z.object({ noteId: NoteId }), response: done },
} as const
