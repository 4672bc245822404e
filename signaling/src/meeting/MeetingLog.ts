import type { LoggedEvent, MeetingId } from '@diem-cau/signaling-contract'

/** One line of the log: an event, and who asked for it. */
export type LogEntry = LoggedEvent & { readonly actor: string | null; readonly requestId: string | null }

/** Where the facts of meetings are kept. */
export interface MeetingLog {
  /**
   * Commits all entries or none; they are on disk when it resolves.
   * @throws StoreError `collision` when another writer has one of these seqs, `unavailable` otherwise
   */
  append(meetingId: MeetingId, entries: readonly LogEntry[]): Promise<void>
  /** Events after `seq`, in order. */
  read(meetingId: MeetingId, seq: number): Promise<LoggedEvent[]>
  /** Meetings that were opened and not ended, and were planned to end after `since` (milliseconds since the epoch). */
  unfinished(since: number): Promise<MeetingId[]>
}
