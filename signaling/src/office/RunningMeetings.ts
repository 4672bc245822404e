import type { AccountId, MeetingEvent, MeetingId } from '@diem-cau/signaling-contract'
import type { MeetingStatus } from './MeetingStatus.ts'

type Noted = Extract<MeetingEvent, { type: 'invitedMore' | 'paperChanged' }>
/** The event without who did it. */
export type OfficeNote = { [T in Noted['type']]: Omit<Extract<Noted, { type: T }>, 'by'> }[Noted['type']]

/** What the office asks of meetings that run, whichever process conducts them, and what it tells them. Of other processes' it knows what was so up to a second ago. */
export type RunningMeetings = {
  /** Null unless the meeting is open. */
  statusOf(meetingId: MeetingId): MeetingStatus | null
  /** Meetings that somebody is in now. */
  attended(): ReadonlySet<MeetingId>
  /** Whether the account is in a meeting that has not ended. */
  isIn(accountId: AccountId): boolean
  /** Whether the account conducts the meeting just now, whatever the plan says: as who acts for the chair, deputy or secretary. */
  conducts(meetingId: MeetingId, accountId: AccountId): boolean
  /** Who was put out and is not let in again (SPEC 3.11); null: this process does not conduct it, and the log says it. */
  barred(meetingId: MeetingId): ReadonlySet<AccountId> | null
  /** What somebody of the office did to a meeting, for its record if it is open (SPEC 11.7, 11.8). */
  note(meetingId: MeetingId, by: AccountId, event: OfficeNote): void
  /** Meetings whose plan was changed go on by the new one. */
  replanned(meetingIds: readonly MeetingId[]): Promise<void>
}
