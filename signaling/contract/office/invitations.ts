/**
 * Invitations, answers, feeds, mail.
 *   GET  /api/invitations                         InvitationQuery -> InvitationPage: those to me and my units, soonest first
 *   GET  /api/meetings/:meetingId/answers         -> AnswerBoard (for whoever manages the meeting)
 *   PUT  /api/meetings/:meetingId/answer          GiveAnswer -> Invitation
 *   GET  /api/meetings/:meetingId/invitation.pdf?unit=   giấy mời
 *   GET  /api/meetings/:meetingId/invitation.ics
 *   GET  /api/answer/:token                       -> AnswerPage;  POST GiveAnswer -> AnswerPage (by link from the mail, no sign-in)
 *   GET  /api/me/feed -> Feed; POST /api/me/feed/renew -> Feed;  GET /api/rooms/:roomId/feed, …/renew
 *   GET  /feeds/:token.ics
 *   GET  /api/guests/:token                       -> GuestInvitation: what a guest's link leads to
 *   POST /api/guests/:token                       -> GuestSignedIn: a named guest's way in
 *   GET  /api/outbox                              OutboxQuery -> OutboxPage;  POST /api/outbox/:mailId/retry -> OutboxMail
 *   POST /api/outbox/test                         { to } -> OutboxMail
 */
import { z } from 'zod'
import { SignedIn } from '../api.ts'
import { MeetingId, RowId, UnitCode } from '../ids.ts'
import { UnitRef } from '../state.ts'
import { recorded } from '../text.ts'
import { Email, line, PageQuery, page } from './common.ts'
import { SeatedPerson } from './rooms.ts'
import { PlanSummary } from './schedule.ts'

/** `unitCode`: for this unit; null: for myself, invited by name. */
export const AnswerKind = z.enum(['attending', 'declined'])
export const GiveAnswer = z.object({
  unitCode: UnitCode.nullable(),
  answer: AnswerKind,
  /** Who comes. */
  people: z.array(SeatedPerson).max(60).default([]),
  note: line(500).default(''),
})
export type GiveAnswer = z.infer<typeof GiveAnswer>

export const GivenAnswer = z.object({
  /** `tentative`: said by a calendar program; the office asks for a yes or no, and reminds. */
  answer: z.enum([...AnswerKind.options, 'tentative']),
  people: z.array(SeatedPerson),
  note: recorded(),
  at: z.int(),
  /** Who answered, or how: "calendar" is the program of the invited. */
  by: recorded(),
})
export type GivenAnswer = z.infer<typeof GivenAnswer>

/** One invitation: of a unit that I answer for, or of me by name. */
export const Invitation = z.object({
  meeting: PlanSummary,
  /** Null: by name. */
  unit: UnitRef.nullable(),
  answer: GivenAnswer.nullable(),
  mayAnswer: z.boolean(),
})
export type Invitation = z.infer<typeof Invitation>
export const InvitationQuery = PageQuery.extend({ past: z.enum(['true', 'false']).optional(), open: z.enum(['true', 'false']).optional(), meetingId: MeetingId.optional() })
export const InvitationPage = page(Invitation)
export type InvitationPage = z.infer<typeof InvitationPage>

export const AnswerRow = z.object({
  kind: z.enum(['unit', 'person', 'guest']),
  id: recorded(),
  name: recorded(),
  answer: GivenAnswer.nullable(),
  /** State of the last mail to them; `none`: no address is known; `gone`: the meeting is over and no mail is kept. */
  mail: z.enum(['none', 'waiting', 'sent', 'failed', 'gone']),
})
export type AnswerRow = z.infer<typeof AnswerRow>
export const AnswerBoard = z.object({ rows: z.array(AnswerRow), attending: z.int(), declined: z.int(), tentative: z.int(), open: z.int() })
export type AnswerBoard = z.infer<typeof AnswerBoard>

/** What a person sees who came by a link. */
export const AnswerPage = z.object({
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  place: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  cancelled: z.boolean(),
  invitee: recorded(),
  unitCode: UnitCode.nullable(),
  answer: GivenAnswer.nullable(),
})
export type AnswerPage = z.infer<typeof AnswerPage>

/** A secret address for a calendar program. */
export const Feed = z.object({ url: recorded() })
export type Feed = z.infer<typeof Feed>

/** What a guest sees before they come in. */
export const GuestInvitation = z.object({ name: recorded(), title: recorded(), hostUnit: UnitRef, chairName: recorded(), startsAt: z.int(), endsAt: z.int() })
export type GuestInvitation = z.infer<typeof GuestInvitation>

export const GuestSignedIn = SignedIn.extend({ meetingId: MeetingId })
export type GuestSignedIn = z.infer<typeof GuestSignedIn>

export const OutboxMail = z.object({
  mailId: RowId,
  kind: z.enum(['invitation', 'update', 'cancellation', 'reminder', 'test']),
  to: recorded(),
  toName: recorded(),
  subject: recorded(),
  meetingId: MeetingId.nullable(),
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']),
  tries: z.int(),
  nextTryAt: z.int().nullable(),
  lastError: recorded(),
  createdAt: z.int(),
  sentAt: z.int().nullable(),
})
export type OutboxMail = z.infer<typeof OutboxMail>
export const OutboxQuery = PageQuery.extend({ state: OutboxMail.shape.state.optional(), meetingId: MeetingId.optional() })
/** `configured`: mail settings are there. */
export const OutboxPage = page(OutboxMail).extend({ configured: z.boolean() })
export type OutboxPage = z.infer<typeof OutboxPage>
export const TestMail = z.object({ to: Email })
