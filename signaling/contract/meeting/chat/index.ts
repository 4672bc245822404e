import { subject } from '../core/subject.ts'
import { ChatEvents } from './events.ts'
import { reduceChat } from './reduce.ts'
import { chatRequests } from './requests.ts'
import { chatSlice, initialChat } from './state.ts'

/** The chat: lines are written beside the speeches (SPEC 9.4). */
export const chat = subject({
  slice: chatSlice,
  initial: initialChat,
  events: ChatEvents,
  requests: chatRequests,
  reduce: reduceChat,
})
