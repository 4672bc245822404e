import type { LoggedEvent, MeetingId, OptionId, RequestId, VoteId } from '@diem-cau/signaling-contract'

/** One line of the log: an event, and who asked for it. */
export type LogEntry = LoggedEvent & { readonly actor: string | null; readonly requestId: string | null }

/** One more for this option, by nobody. */
export type SecretChoice = {
  readonly voteId: VoteId
  readonly optionId: OptionId
  /** All of the vote. */ readonly options: readonly OptionId[]
}

/** Keeps the facts of meetings. */
export interface MeetingLog {
  /**
   * Commits all entries or none; they are on disk when it resolves.
   * @param choices of secret ballots, counted in the same transaction
   * @throws StoreError `collision` when another writer has one of these seqs, `unavailable` otherwise
   */
  append(meetingId: MeetingId, entries: readonly LogEntry[], choices?: readonly SecretChoice[]): Promise<void>
  /** Events after `seq`, in order. */
  read(meetingId: MeetingId, seq: number): Promise<LoggedEvent[]>
  /** Requests that led to the lines after `seq`: they may be repeated to another process than the one that did them. */
  requests(meetingId: MeetingId, seq: number): Promise<{ readonly actor: string; readonly requestId: RequestId }[]>
  /** Counts the choices of a secret vote. */
  tally(meetingId: MeetingId, voteId: VoteId): Promise<Record<OptionId, number>>
  /** Meetings that were opened and not ended, and were planned to end after `since` (milliseconds since the epoch). */
  unfinished(since: number): Promise<MeetingId[]>
}
