import { z } from 'zod'
import { requiredParagraph } from '../../text/text.ts'
import { done, empty } from '../core/rows.ts'
import { ChatMessage } from './state.ts'

export const chatRequests = {
  'chat:set': { data: z.object({ open: z.boolean() }), response: done },
  'chat:send': {
    data: z.object({ to: z.enum(['all', 'secretary', 'technician']), text: requiredParagraph(2_000) }),
    response: done,
  },
  'chat:history': { data: empty, response: z.object({ messages: z.array(ChatMessage) }) },
} as const
