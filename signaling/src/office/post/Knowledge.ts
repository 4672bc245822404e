import type { MeetingId } from '@diem-cau/signaling-contract'
import type { KnownMail } from './OutboxStore.ts'

type Word = Pick<KnownMail, 'kind' | 'meetingId'> & {
  readonly content: Pick<KnownMail['content'], 'all' | 'withdrawn'>
}

/**
 * Collects what one recipient knows of a meeting or series from the mails that they got, oldest first: of each date on its own, as
 * somebody may be told of the series and then be taken off one date, or be invited to one date alone. A date that was cancelled
 * for all is none that one is invited to, so what was said about that does not matter here.
 */
export class Knowledge {
  #series = false
  readonly #dates = new Map<MeetingId, boolean>()

  constructor(mails: readonly Word[]) {
    for (const mail of mails) this.#hear(mail)
  }

  /** True when the whole series was told, and not taken back. */
  get ofSeries(): boolean {
    return this.#series
  }

  /** True when they believe to be invited to one of these. */
  ofAny(meetingIds: readonly MeetingId[]): boolean {
    return meetingIds.some((id) => this.#dates.get(id) ?? this.#series)
  }

  #hear({ kind, meetingId, content: { all, withdrawn } }: Word): void {
    // A reminder says nothing new, and a cancellation for all nothing about whom it is for.
    if (meetingId === null || kind === 'reminder' || (kind === 'cancellation' && !withdrawn)) return
    const invited = kind !== 'cancellation'
    if (!all) {
      this.#dates.set(meetingId, invited)
      return
    }
    this.#series = invited
    this.#dates.clear()
  }
}
