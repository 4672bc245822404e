import { z } from 'zod'
import { by } from '../core/by.ts'

export const ChatEvents = [z.object({ type: z.literal('chatSet'), open: z.boolean(), ...by })] as const
export type ChatEvent = z.infer<(typeof ChatEvents)[number]>
