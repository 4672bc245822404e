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
import type { MeetingId } from '@diem-cau/signaling-contract'
import type { z } from 'zod'
import { anonymous, authorisedFile } from '../client/account.ts'
import { at, get, post, put, queryString } from '../client/officeRequest.ts'
import { polled } from '../loading/polled.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Invitations, answers, calendar feeds, mail. */
export const invitationsApi = {
  invitations: (query: Partial<z.infer<typeof InvitationQuery>>, signal?: AbortSignal) =>
    get('/api/invitations', InvitationPage, query, signal),
  answers: (meetingId: string, signal?: AbortSignal) =>
    get(at('meetings', meetingId, 'answers'), AnswerBoard, {}, signal),
  answerMany: (body: z.input<typeof AnswerMany>) => put('/api/invitations/answer', AnsweredMany, body),
  /** The letter of invitation (giấy mời); `unit`: the copy for this unit. */
  invitationPdf: (meetingId: string, unit: string | null) =>
    authorisedFile(at('meetings', meetingId, 'invitation.pdf') + queryString({ unit })),
  invitationIcs: (meetingId: string) => authorisedFile(at('meetings', meetingId, 'invitation.ics')),
  /** Opens an invitation by the link of a mail, without a sign-in. */
  answerPage: (token: string, signal?: AbortSignal) =>
    anonymous('GET', at('answer', token), AnswerPage, signal ? { signal } : {}),
  answerByLink: (token: string, body: z.input<typeof GiveAnswer>) =>
    anonymous('POST', at('answer', token), AnswerPage, { body }),
  /** Signs a named guest in by a link. */
  guestInvitation: (token: string, signal?: AbortSignal) =>
    anonymous('GET', at('guests', token), GuestInvitation, signal ? { signal } : {}),
  enterAsGuest: (token: string) => anonymous('POST', at('guests', token), GuestSignedIn, { body: {} }),
  myFeed: (signal?: AbortSignal) => get('/api/me/feed', Feed, {}, signal),
  renewMyFeed: () => post('/api/me/feed/renew', Feed),
  roomFeed: (roomId: string, signal?: AbortSignal) => get(at('rooms', roomId, 'feed'), Feed, {}, signal),
  renewRoomFeed: (roomId: string) => post(at('rooms', roomId, 'feed', 'renew'), Feed),
  outbox: (query: Partial<z.infer<typeof OutboxQuery>>, signal?: AbortSignal) =>
    get('/api/outbox', OutboxPage, query, signal),
  retryMail: (mailId: string) => post(at('outbox', mailId, 'retry'), OutboxMail),
  testMail: (to: string) => post('/api/outbox/test', OutboxMail, { to }),
}

/** People who look at the answers wait for new ones, so the list is asked for again after this time (ms). */
const ANSWERS_EVERY_MS = 5_000

type Filter = Partial<Omit<z.infer<typeof InvitationQuery>, 'cursor' | 'limit'>>
type OutboxFilter = Partial<Omit<z.infer<typeof OutboxQuery>, 'cursor' | 'limit'>>

export const invitationQueries = {
  list: (filter: Filter) =>
    pagedQuery(['invitations', 'list', filter], (cursor, signal) =>
      invitationsApi.invitations({ limit: 30, ...filter, ...after(cursor) }, signal),
    ),
  /** My own answer for this meeting; `version` of its plan: its time may be another since. */
  mine: (meetingId: MeetingId, version: number) =>
    query(['invitations', 'mine', meetingId, version], (signal) =>
      invitationsApi.invitations({ meetingId, limit: 1 }, signal),
    ),
  answers: (meetingId: string) =>
    query(
      ['invitations', 'answers', meetingId],
      (signal) => invitationsApi.answers(meetingId, signal),
      polled<z.infer<typeof AnswerBoard>>(ANSWERS_EVERY_MS),
    ),
  answerPage: (token: string) =>
    query(['invitations', 'answerPage', token], (signal) => invitationsApi.answerPage(token, signal)),
  guest: (token: string) =>
    query(['invitations', 'guest', token], (signal) => invitationsApi.guestInvitation(token, signal)),
  myFeed: query(['invitations', 'feed'], (signal) => invitationsApi.myFeed(signal)),
  roomFeed: (roomId: string) =>
    query(['invitations', 'feed', roomId], (signal) => invitationsApi.roomFeed(roomId, signal)),
  outbox: (filter: OutboxFilter) =>
    pagedQuery(['outbox', filter], (cursor, signal) =>
      invitationsApi.outbox({ limit: 50, ...filter, ...after(cursor) }, signal),
    ),
}
