import { afterEach, beforeEach, vi } from 'vitest'
import { browserGlobals } from './fakeBrowser.ts'

/** Gives each test of this file the globals of a page, and a clock in the test's hand. */
export function usePage(): void {
  beforeEach(() => {
    for (const [name, value] of Object.entries(browserGlobals())) vi.stubGlobal(name, value)
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}
