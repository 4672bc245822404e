/** Text by name, kept by the browser, or by this page alone where the browser refuses. */
export interface Kept {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  /** True when nothing outlives the page: the browser was told to keep nothing of this site, or has no room. */
  isRefused(): boolean
}

const PROBE = 'diem-cau.probe'

/**
 * Browsers refuse storage where their owner or the office's rules say so: already looking at `localStorage` throws then.
 * The program goes on with what it remembers itself, until the page closes.
 */
export function keptIn(area: () => Storage): Kept {
  const memory = new Map<string, string | null>()
  return {
    get: (key) => {
      const own = memory.get(key)
      if (own !== undefined) return own
      try {
        return area().getItem(key)
      } catch {
        return null
      }
    },
    set: (key, value) => {
      try {
        area().setItem(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove: (key) => {
      try {
        area().removeItem(key)
        memory.delete(key)
      } catch {
        memory.set(key, null)
      }
    },
    isRefused: () => {
      try {
        area().setItem(PROBE, '1')
        area().removeItem(PROBE)
        return false
      } catch {
        return true
      }
    },
  }
}

/** This browser's storage, which outlives restarts. */
export const browserStorage = keptIn(() => localStorage)
/** This tab's storage, which outlives reloads. */
export const tabStorage = keptIn(() => sessionStorage)
