import { chatRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { chatHistory, decideChat, sendChat } from './chat.ts'

/** The chat: lines are written beside the speeches (SPEC 9.4). */
export const chat = subject({
  requests: chatRequests,
  mayAsk: { 'chat:set': 'office' },
  decide: decideChat,
  passing: { 'chat:send': sendChat, 'chat:history': chatHistory },
})
