import type { AccountId, MeetingEvent, MeetingId } from '@diem-cau/signaling-contract'
import type { MeetingStatus } from './MeetingStatus.ts'

type Noted = Extract<MeetingEvent, { type: 'invitedMore' | 'paperChanged' }>
/** The event without who did it. */
export type OfficeNote = { [T in Noted['type']]: Omit<Extract<Noted, { type: T }>, 'by'> }[Noted['type']]

/** The office asks running meetings, whichever process conducts them, and tells them of changes. It knows those of other processes as they were up to a second ago. */
export type RunningMeetings = {
  /** Null unless the meeting is open. */
  statusOf(meetingId: MeetingId): MeetingStatus | null
  /** Meetings that somebody is in now. */
  attended(): ReadonlySet<MeetingId>
  /** True when the account is in a meeting that has not ended. */
  isIn(accountId: AccountId): boolean
  /** True when the account conducts the meeting just now, whatever the plan says: it acts for the chair, deputy or secretary. */
  conducts(meetingId: MeetingId, accountId: AccountId): boolean
  /** Accounts that were put out and are not let in again (SPEC 3.11); null: this process does not conduct it, and the log says it. */
  barred(meetingId: MeetingId): ReadonlySet<AccountId> | null
  /** Notes on the record of an open meeting what somebody of the office did to it (SPEC 11.7, 11.8). */
  note(meetingId: MeetingId, by: AccountId, event: OfficeNote): void
  /** Meetings whose plan was changed go on by the new one. */
  replanned(meetingIds: readonly MeetingId[]): Promise<void>
}
