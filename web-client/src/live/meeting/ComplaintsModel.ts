import type { Complaint, MeetingState, ParticipantId } from '@diem-cau/signaling-contract'
import { type Call, callOf } from './callOf.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface KnownComplaint {
  readonly id: number
  readonly at: number
  readonly what: Complaint['what']
  readonly from: Call | null
  /** The participant that is complained about; null: all, or not known. */
  readonly about: Call | null
}

/** The number of complaints that are kept: more is not read in a meeting. */
const MOST = 30

/**
 * Complaints of participants who heard or saw badly since this page was opened, the last first. Only those who can do
 * something are told.
 */
export class ComplaintsModel {
  readonly store: StoreApi<{ readonly complaints: readonly KnownComplaint[] }> = createStore<{
    readonly complaints: readonly KnownComplaint[]
  }>(() => ({ complaints: [] }))
  #count = 0

  /** Keeps the names with the complaint, as its sender may be gone when it is read. */
  onComplaint({ from, about, what, at }: Complaint, meeting: Pick<MeetingState, 'participants' | 'hostUnit'>): void {
    const call = (id: ParticipantId | null) => {
      const someone = id === null ? undefined : meeting.participants[id]
      return someone ? callOf(meeting, someone) : null
    }
    const complaint = { id: ++this.#count, at, what, from: call(from), about: call(about) }
    this.store.setState(({ complaints }) => ({ complaints: [complaint, ...complaints].slice(0, MOST) }))
  }
}
