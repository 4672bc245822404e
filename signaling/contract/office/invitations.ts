/**
 * Invitations, answers, feeds, mail.
 *   GET  /api/invitations                         InvitationQuery -> InvitationPage: those to me and my units, soonest first
 *   PUT  /api/invitations/answer                  AnswerMany -> AnsweredMany: several dates of a series, or for several, at once
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
import { SignedIn } from '../auth/signIn.ts'
import { MeetingId, RowId, UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { recorded } from '../text/text.ts'
import { Email, line, PageQuery, page } from './common.ts'
import { MeetingMoment } from './inbox.ts'
import { SeatedPerson } from './rooms.ts'
import { PlanSummary } from './schedule.ts'

/** `unitCode`: for this unit; null: for myself, invited by name. */
export const AnswerKind = z.enum(['attending', 'declined'])
export const GiveAnswer = z.object({
  unitCode: UnitCode.nullable(),
  answer: AnswerKind,
  /** The people who come. */
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
  /** The person who answered, or the way: "calendar" is the program of the invited. */
  by: recorded(),
})
export type GivenAnswer = z.infer<typeof GivenAnswer>

/** The time and place that an invited knew, and their answer to it, before a change; kept until they answer again. */
export const Earlier = MeetingMoment.extend({ answer: GivenAnswer.nullable(), changedAt: z.int() })
export type Earlier = z.infer<typeof Earlier>

/** One of those as whom I am asked to come or answer. */
export const Asked = z.object({
  /** A unit that I answer for; null: I, by name. */
  unit: UnitRef.nullable(),
  answer: GivenAnswer.nullable(),
  earlier: Earlier.nullable(),
})
export type Asked = z.infer<typeof Asked>

/** One meeting that I am invited to, however many ways: the unit's and my own invitation are one. */
export const Invitation = z.object({
  meeting: PlanSummary,
  place: recorded(),
  cancelReason: recorded(),
  /** It has one entry at least. */
  asked: z.array(Asked),
  mayAnswer: z.boolean(),
})
export type Invitation = z.infer<typeof Invitation>

/** One meeting, or the dates of one series that fit the query, in the order of the page. */
export const InvitationGroup = z.object({ seriesId: recorded().nullable(), dates: z.array(Invitation) })
export type InvitationGroup = z.infer<typeof InvitationGroup>

/**
 * One answer for several dates of a series, or for unit and self. `startsAt`: as the one who answers sees it; a date that was
 * moved meanwhile is not answered, and named in `changed`.
 */
export const AnswerMany = GiveAnswer.omit({ unitCode: true }).extend({
  /** Null: for myself. */
  for: z.array(UnitCode.nullable()).min(1).max(20),
  dates: z
    .array(z.object({ meetingId: MeetingId, startsAt: z.int() }))
    .min(1)
    .max(400),
})
export type AnswerMany = z.infer<typeof AnswerMany>
/** `dates`: all that were named, as they are now; `changed`: those of them that were not answered. */
export const AnsweredMany = z.object({ answered: z.int(), changed: z.array(MeetingId), dates: z.array(Invitation) })
export type AnsweredMany = z.infer<typeof AnsweredMany>

export const InvitationQuery = PageQuery.extend({
  past: z.enum(['true', 'false']).optional(),
  open: z.enum(['true', 'false']).optional(),
  meetingId: MeetingId.optional(),
})
/** `total` counts groups. */
export const InvitationPage = page(InvitationGroup)
export type InvitationPage = z.infer<typeof InvitationPage>

export const AnswerRow = z.object({
  kind: z.enum(['unit', 'person', 'guest']),
  id: recorded(),
  name: recorded(),
  answer: GivenAnswer.nullable(),
  earlier: Earlier.nullable(),
  /** State of the last mail to them; `none`: no address is known; `gone`: the meeting is over and no mail is kept. */
  mail: z.enum(['none', 'waiting', 'sent', 'failed', 'gone']),
})
export type AnswerRow = z.infer<typeof AnswerRow>
/** `closed`: cancelled or over, so that whoever is `open` gave no answer and is asked for none any more. */
export const AnswerBoard = z.object({
  rows: z.array(AnswerRow),
  attending: z.int(),
  declined: z.int(),
  tentative: z.int(),
  open: z.int(),
  closed: z.boolean(),
  /** Mail settings are there: what waits will be sent. */ mailConfigured: z.boolean(),
})
export type AnswerBoard = z.infer<typeof AnswerBoard>

/** The page that a person sees who came by a link. */
export const AnswerPage = z.object({
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  place: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
  cancelled: z.boolean(),
  cancelReason: recorded(),
  invitee: recorded(),
  unitCode: UnitCode.nullable(),
  answer: GivenAnswer.nullable(),
  earlier: Earlier.nullable(),
})
export type AnswerPage = z.infer<typeof AnswerPage>

/** A secret address for a calendar program. */
export const Feed = z.object({ url: recorded() })
export type Feed = z.infer<typeof Feed>

/** The page that a guest sees before they come in. */
export const GuestInvitation = z.object({
  name: recorded(),
  title: recorded(),
  hostUnit: UnitRef,
  chairName: recorded(),
  startsAt: z.int(),
  endsAt: z.int(),
})
export type GuestInvitation = z.infer<typeof GuestInvitation>

export const GuestSignedIn = SignedIn.extend({ meetingId: MeetingId })
export type GuestSignedIn = z.infer<typeof GuestSignedIn>

export const OutboxMail = z.object({
  mailId: RowId,
  kind: z.enum(['invitation', 'update', 'cancellation', 'reminder', 'test', 'alert']),
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
export const OutboxQuery = PageQuery.extend({
  state: OutboxMail.shape.state.optional(),
  meetingId: MeetingId.optional(),
})
/** `configured`: mail settings are there. */
export const OutboxPage = page(OutboxMail).extend({ configured: z.boolean() })
export type OutboxPage = z.infer<typeof OutboxPage>
export const TestMail = z.object({ to: Email })
