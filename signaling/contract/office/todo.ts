/**
 * Lists what waits for the one who is signed in, the most urgent first.
 *   GET /api/todo -> Todo
 */
import { z } from 'zod'
import { MeetingId, RowId } from '../core/ids.ts'
import { recorded } from '../text/text.ts'

/** Minutes to approve, an invitation to answer, minutes to write, a draft whose invitations are not sent. */
export const TodoKind = z.enum(['approve', 'answer', 'write', 'draft'])
export type TodoKind = z.infer<typeof TodoKind>

export const TodoItem = z.object({
  kind: TodoKind,
  /** The soonest, of a series. */
  meetingId: MeetingId,
  title: recorded(),
  startsAt: z.int(),
  seriesId: RowId.nullable(),
  /** Number of meetings of the series that it is about. */
  meetings: z.int(),
})
export type TodoItem = z.infer<typeof TodoItem>

/** `more`: there is more of a kind than is listed. */
export const Todo = z.object({ items: z.array(TodoItem), more: z.boolean() })
export type Todo = z.infer<typeof Todo>
