import { z } from 'zod'
import { ItemId, NoteId } from '../../core/ids.ts'
import { by } from '../core/by.ts'
import { AgendaPoint, Note, PlannedPoint } from './state.ts'

export const AgendaEvents = [
  z.object({ type: z.literal('itemStarted'), itemId: ItemId, ...by }),
  z.object({ type: z.literal('itemClosed'), itemId: ItemId, conclusion: AgendaPoint.shape.conclusion, ...by }),
  z.object({ type: z.literal('conclusionEdited'), itemId: ItemId, conclusion: AgendaPoint.shape.conclusion, ...by }),
  /** Added, or its words changed. */
  z.object({ type: z.literal('itemSet'), ...PlannedPoint.shape, ...by }),
  z.object({ type: z.literal('itemsOrdered'), itemIds: z.array(ItemId), ...by }),
  z.object({ type: z.literal('noteSet'), ...Note.omit({ at: true }).shape, ...by }),
  z.object({ type: z.literal('noteRemoved'), noteId: NoteId, ...by }),
] as const
export type AgendaEvent = z.infer<(typeof AgendaEvents)[number]>
