import { createStore, type StoreApi } from 'zustand/vanilla'

export interface MeetingToast {
  readonly id: number
  readonly text: string
  readonly tone: 'info' | 'warn'
}

/** The number of messages that are shown: more would cover the picture. */
const MOST = 3

/** Short messages over the picture of what happened; each goes by itself. */
export class ToastsModel {
  readonly store: StoreApi<{ readonly toasts: readonly MeetingToast[] }> = createStore<{
    readonly toasts: readonly MeetingToast[]
  }>(() => ({ toasts: [] }))
  #count = 0

  show(text: string, tone: MeetingToast['tone'] = 'info'): void {
    const toast = { id: ++this.#count, text, tone }
    this.store.setState(({ toasts }) => ({ toasts: [...toasts.slice(1 - MOST), toast] }))
  }

  drop(id: number): void {
    this.store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
  }
}
