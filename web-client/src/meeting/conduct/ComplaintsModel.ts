import type { Complaint, MeetingState } from '@diem-cau/signaling-contract'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface KnownComplaint {
  readonly id: number
  readonly at: number
  readonly what: Complaint['what']
  readonly unit: string
  /** About whom; null = all, or not known. */
  readonly about: string | null
}

/** More is not read in a meeting. */
const MOST = 30

/** Who heard or saw badly since this page was opened, the last first; told only to those who can do something. */
export class ComplaintsModel {
  readonly store: StoreApi<{ readonly complaints: readonly KnownComplaint[] }> = createStore<{ readonly complaints: readonly KnownComplaint[] }>(() => ({ complaints: [] }))
  #count = 0

  /** The names are kept with it: whoever complains may be gone when it is read. */
  came({ from, about, what, at }: Complaint, { participants }: MeetingState): void {
    const complaint = { id: ++this.#count, at, what, unit: participants[from]?.unit.name ?? '', about: about === null ? null : (participants[about]?.unit.name ?? null) }
    this.store.setState(({ complaints }) => ({ complaints: [complaint, ...complaints].slice(0, MOST) }))
  }
}
