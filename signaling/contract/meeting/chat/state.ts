import { z } from 'zod'
import { ParticipantId, RowId } from '../../core/ids.ts'
import { recorded } from '../../text/text.ts'

/** A line of the chat. Kept with the meeting, outside its log: not all of it is for everyone. */
export const ChatMessage = z.object({
  messageId: RowId,
  at: z.int(),
  from: ParticipantId,
  fromName: recorded(),
  to: z.enum(['all', 'secretary', 'technician']),
  text: recorded(),
})
export type ChatMessage = z.infer<typeof ChatMessage>

export const chatSlice = { chatOpen: z.boolean() }
const ChatSlice = z.object(chatSlice)
export type ChatSlice = z.infer<typeof ChatSlice>

export const initialChat: ChatSlice = { chatOpen: true }
