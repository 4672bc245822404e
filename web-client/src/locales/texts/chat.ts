import type { SameTexts } from './SameTexts.ts'

export const vi = {
  open: 'Cho mọi điểm cầu viết',
  messages: 'Tin nhắn trong cuộc họp',
  none: 'Chưa có tin nhắn.',
  newBelow: 'Có tin mới bên dưới',
  closed: 'Chủ tọa đã đóng phần trao đổi chung. Bạn vẫn đọc được, và nhắn được cho thư ký, kỹ thuật.',
  observer: 'Người dự thính chỉ nhắn được cho thư ký, kỹ thuật.',
  you: 'Bạn',
  to: 'Gửi đến',
  audience: { all: 'Tất cả', secretary: 'Thư ký', technician: 'Kỹ thuật' },
  only: { secretary: 'Chỉ gửi thư ký', technician: 'Chỉ gửi kỹ thuật' },
  write: 'Viết tin nhắn, Enter để gửi',
  send: 'Gửi',
}

export const en: SameTexts<typeof vi> = {
  open: 'Let every room write',
  messages: 'Messages of the meeting',
  none: 'No messages yet.',
  newBelow: 'New below',
  closed: 'The chair has closed the chat to all. You can still read, and write to the secretary and the technicians.',
  observer: 'Observers write to the secretary and the technicians only.',
  you: 'You',
  to: 'To',
  audience: { all: 'Everyone', secretary: 'Secretary', technician: 'Technicians' },
  only: { secretary: 'To the secretary only', technician: 'To the technicians only' },
  write: 'Write a message, Enter to send',
  send: 'Send',
}
