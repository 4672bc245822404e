import { type ChatMessage, ParticipantId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { ChatModel } from './ChatModel.ts'

const me = ParticipantId.parse('me')
const other = ParticipantId.parse('other')
const message = (messageId: string, at: number, from = other): ChatMessage => ({
  messageId,
  at,
  from,
  fromName: from,
  to: 'all',
  text: messageId,
})
const shown = (chat: ChatModel) => chat.store.getState().messages.map(({ messageId }) => messageId)
const unread = (chat: ChatModel) => chat.store.getState().unread

test('what was written before I came is there and is not counted as unread', () => {
  const chat = new ChatModel()
  chat.onEntered(me, [message('a', 1), message('b', 2)])
  expect([shown(chat), unread(chat)]).toEqual([['a', 'b'], 0])
})

test('what others write counts until the chat is looked at; my own never does', () => {
  const chat = new ChatModel()
  chat.onEntered(me, [])
  chat.onMessage(message('a', 1))
  chat.onMessage(message('b', 2, me))
  expect(unread(chat)).toBe(1)
  chat.look(true)
  expect(unread(chat)).toBe(0)
  chat.onMessage(message('c', 3))
  expect(unread(chat)).toBe(0)
  chat.look(false)
  chat.onMessage(message('d', 4))
  expect(unread(chat)).toBe(1)
})

test('after a broken line each line is there once, in order, and what was missed counts', () => {
  const chat = new ChatModel()
  chat.onEntered(me, [message('a', 1)])
  chat.onMessage(message('d', 4))
  chat.onEntered(me, [message('a', 1), message('b', 2), message('c', 3), message('d', 4)])
  expect([shown(chat), unread(chat)]).toEqual([['a', 'b', 'c', 'd'], 3])
})

test('a line that comes before the history is answered is not lost', () => {
  const chat = new ChatModel()
  chat.onMessage(message('b', 2))
  chat.onEntered(me, [message('a', 1), message('b', 2)])
  expect(shown(chat)).toEqual(['a', 'b'])
})
