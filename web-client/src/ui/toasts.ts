import { createStore } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'done' | 'failed'
  readonly undo?: () => void
}

/** Short messages about what was just done, with a way back where there is one. */
export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let count = 0

export function showToast(
  text: string,
  options: { readonly kind?: Toast['kind']; readonly undo?: () => void } = {},
): void {
  const toast: Toast = {
    id: ++count,
    text,
    kind: options.kind ?? 'done',
    ...(options.undo ? { undo: options.undo } : {}),
  }
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), toast] }))
}

export function dropToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** Puts all messages away: something new is tried, so they are out of date. */
export function dropToasts(): void {
  toastStore.setState({ toasts: [] })
}
