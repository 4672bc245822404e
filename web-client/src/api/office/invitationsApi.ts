import {
  AnswerBoard,
  AnsweredMany,
  AnswerPage,
  Feed,
  GuestInvitation,
  GuestSignedIn,
  InvitationPage,
  OutboxMail,
  OutboxPage,
  type AnswerMany,
  type GiveAnswer,
  type InvitationQuery,
  type OutboxQuery,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { anonymous, authorisedFile } from '../client/account.ts'
import { at, get, post, put, queryString } from '../client/officeRequest.ts'

/** Invitations, answers, calendar feeds, mail. */
export const invitationsApi = {
  invitations: (query: Partial<z.infer<typeof InvitationQuery>>, signal?: AbortSignal) => get('/api/invitations', InvitationPage, query, signal),
  answers: (meetingId: string, signal?: AbortSignal) => get(at('meetings', meetingId, 'answers'), AnswerBoard, {}, signal),
  answerMany: (body: z.input<typeof AnswerMany>) => put('/api/invitations/answer', AnsweredMany, body),
  /** Giấy mời; `unit`: the copy for this unit. */
  invitationPdf: (meetingId: string, unit: string | null) => authorisedFile(at('meetings', meetingId, 'invitation.pdf') + queryString({ unit })),
  invitationIcs: (meetingId: string) => authorisedFile(at('meetings', meetingId, 'invitation.ics')),
  /** By the link of a mail, without a sign-in. */
  answerPage: (token: string, signal?: AbortSignal) => anonymous('GET', at('answer', token), AnswerPage, signal ? { signal } : {}),
  answerByLink: (token: string, body: z.input<typeof GiveAnswer>) => anonymous('POST', at('answer', token), AnswerPage, { body }),
  /** A named guest's way in. */
  guestInvitation: (token: string, signal?: AbortSignal) => anonymous('GET', at('guests', token), GuestInvitation, signal ? { signal } : {}),
  enterAsGuest: (token: string) => anonymous('POST', at('guests', token), GuestSignedIn, { body: {} }),
  myFeed: (signal?: AbortSignal) => get('/api/me/feed', Feed, {}, signal),
  renewMyFeed: () => post('/api/me/feed/renew', Feed),
  roomFeed: (roomId: string, signal?: AbortSignal) => get(at('rooms', roomId, 'feed'), Feed, {}, signal),
  renewRoomFeed: (roomId: string) => post(at('rooms', roomId, 'feed', 'renew'), Feed),
  outbox: (query: Partial<z.infer<typeof OutboxQuery>>, signal?: AbortSignal) => get('/api/outbox', OutboxPage, query, signal),
  retryMail: (mailId: string) => post(at('outbox', mailId, 'retry'), OutboxMail),
  testMail: (to: string) => post('/api/outbox/test', OutboxMail, { to }),
}
