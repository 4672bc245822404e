import { createStore, type StoreApi } from 'zustand/vanilla'

export interface MeetingNote {
  readonly id: number
  readonly text: string
  readonly tone: 'info' | 'warn'
}

/** More would cover the picture. */
const MOST = 3

/** Short notes over the picture of what happened; each goes by itself. */
export class NotesModel {
  readonly store: StoreApi<{ readonly notes: readonly MeetingNote[] }> = createStore<{ readonly notes: readonly MeetingNote[] }>(() => ({ notes: [] }))
  #count = 0

  show(text: string, tone: MeetingNote['tone'] = 'info'): void {
    const note = { id: ++this.#count, text, tone }
    this.store.setState(({ notes }) => ({ notes: [...notes.slice(1 - MOST), note] }))
  }

  drop(id: number): void {
    this.store.setState(({ notes }) => ({ notes: notes.filter((note) => note.id !== id) }))
  }
}
