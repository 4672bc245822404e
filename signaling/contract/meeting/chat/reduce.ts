import type { Reducers } from '../core/subject.ts'
import type { ChatEvent } from './events.ts'
import type { ChatSlice } from './state.ts'

export const reduceChat: Reducers<ChatSlice, ChatEvent> = {
  chatSet: (_slice, { open }) => ({ chatOpen: open }),
}
