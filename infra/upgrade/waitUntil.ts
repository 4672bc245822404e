import { setTimeout as wait } from 'node:timers/promises'
import { brokenOff } from './carryOut.ts'

const LOOK_MS = 250

/**
 * Looks until it gets an answer.
 * @param look null: not yet
 * @returns null when the time is over
 * @throws UpgradeStopped when somebody breaks it off
 */
export async function waitUntil<T>(
  look: () => Promise<T | null>,
  { patienceMs, signal, lookMs = LOOK_MS }: { patienceMs: number; signal?: AbortSignal; lookMs?: number },
): Promise<T | null> {
  const until = performance.now() + patienceMs
  for (;;) {
    if (signal?.aborted) throw brokenOff()
    const found = await look()
    if (found !== null) return found
    if (performance.now() > until) return null
    await wait(lookMs, undefined, signal ? { signal } : {}).catch(() => undefined)
  }
}
