/**
 * An account is told these in the program itself: each of its own, whether or not mail can be sent.
 *   GET  /api/inbox          InboxQuery -> InboxPage, newest first
 *   GET  /api/inbox/state    -> InboxState: little, and asked often
 *   POST /api/inbox/read     ReadInbox -> InboxState
 */
import { z } from 'zod'
import { MeetingId, RowId } from '../core/ids.ts'
import { AlertWhy } from '../operations/alerts.ts'
import { FindingCode } from '../operations/findings.ts'
import { recorded } from '../text/text.ts'
import { PageQuery, page } from './common.ts'

/** Changes of a meeting that the invited are told. */
export const TellableChange = z.enum(['time', 'place', 'title', 'chair', 'agenda', 'description', 'participants'])
export type TellableChange = z.infer<typeof TellableChange>

/** When, in milliseconds since the epoch, and where. */
export const MeetingMoment = z.object({ startsAt: z.int(), endsAt: z.int(), place: recorded() })
export type MeetingMoment = z.infer<typeof MeetingMoment>

/** The meeting as it was when it was written of. */
export const InboxFacts = MeetingMoment.extend({
  title: recorded(),
  hostName: recorded(),
  /** The time and place before the change; null where neither changed. */
  before: MeetingMoment.nullable(),
  changes: z.array(TellableChange),
  /** Reason of a cancellation, names of papers, one a line, and the most participants that a meeting takes. */
  note: recorded(),
  /** Number of dates of a series that it is about; 1: one meeting. */
  meetings: z.int(),
})
export type InboxFacts = z.infer<typeof InboxFacts>

/** What every item has. */
const itemFields = { itemId: recorded(), at: z.int(), readAt: z.int().nullable() }

/** Something about a meeting. */
export const MeetingItem = InboxFacts.extend({
  ...itemFields,
  /**
   * withdrawn: it takes place, but not for the one who reads. meetingFull, nodesFull: somebody was refused, or waits, for a limit; for
   * IT admins.
   */
  kind: z.enum(['invitation', 'changed', 'cancelled', 'withdrawn', 'reminder', 'papers', 'meetingFull', 'nodesFull']),
  meetingId: MeetingId,
})
export type MeetingItem = z.infer<typeof MeetingItem>

/** An alert as it was when it was written of (SPEC 17). `names`: the first places; `count` of all. */
export const AlertFacts = z.object({
  alertId: RowId,
  why: AlertWhy,
  code: FindingCode,
  names: z.array(recorded(300)),
  count: z.int(),
})
export type AlertFacts = z.infer<typeof AlertFacts>

/** A webhook that was switched off, because nobody answered there for days. */
export const WebhookFacts = z.object({ webhookId: RowId, name: recorded(120), error: recorded(300) })
export type WebhookFacts = z.infer<typeof WebhookFacts>

export const InboxItem = z.discriminatedUnion('kind', [
  MeetingItem,
  AlertFacts.extend({ ...itemFields, kind: z.literal('alert') }),
  WebhookFacts.extend({ ...itemFields, kind: z.literal('webhookOff') }),
])
export type InboxItem = z.infer<typeof InboxItem>

export const InboxQuery = PageQuery.pick({ cursor: true, limit: true })
export const InboxPage = page(InboxItem)
export type InboxPage = z.infer<typeof InboxPage>

export const InboxState = z.object({
  unread: z.int(),
  /** Meetings to come, a series as one, whose invitation is not answered yet. */
  unanswered: z.int(),
  /** The newest that is not read. */
  latest: InboxItem.nullable(),
})
export type InboxState = z.infer<typeof InboxState>

/** `itemIds` null: all of them. Those of others are left alone. */
export const ReadInbox = z.object({ itemIds: z.array(RowId).max(200).nullable() })
export type ReadInbox = z.infer<typeof ReadInbox>
