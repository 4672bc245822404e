import { z } from 'zod'
import { ItemId, NoteId } from '../../core/ids.ts'
import { meetingLimits } from '../../core/limits.ts'
import { recorded } from '../../text/text.ts'

export const AgendaPoint = z.object({
  itemId: ItemId,
  title: recorded(300),
  presenter: recorded(200),
  minutes: z.int().min(0).max(600),
  status: z.enum(['waiting', 'current', 'done']),
  /** The moment at which it last became the current one. */
  startedAt: z.int().nullable(),
  /** Milliseconds that it was the current one before `startedAt`. */
  spentMs: z.int().min(0),
  conclusion: recorded(meetingLimits.conclusionLetters),
})
export type AgendaPoint = z.infer<typeof AgendaPoint>

/** A point as it is planned. */
export const PlannedPoint = AgendaPoint.pick({ itemId: true, title: true, presenter: true, minutes: true })
export type PlannedPoint = z.infer<typeof PlannedPoint>

/** A line of the secretary for the minutes: what was said. */
export const Note = z.object({
  noteId: NoteId,
  itemId: ItemId.nullable(),
  speaker: recorded(200),
  text: recorded(meetingLimits.noteLetters),
  at: z.int(),
})
export type Note = z.infer<typeof Note>

export const agendaSlice = { agenda: z.array(AgendaPoint), notes: z.array(Note) }
const AgendaSlice = z.object(agendaSlice)
export type AgendaSlice = z.infer<typeof AgendaSlice>

export const initialAgenda: AgendaSlice = { agenda: [], notes: [] }
