import { pause } from '../devices/pause.ts'
import { type TestStep, unread } from './TestStep.ts'

const BEAT_MS = 50
/** The page is watched for at least so long, as long as the other steps make it work. */
const WATCH_MS = 6_000

/** Whether the computer keeps up while it sends and shows, and has room to store anything. */
export class MachineWatch implements TestStep {
  readonly ids = ['machine'] as const
  readonly limitMs = WATCH_MS + 2_000
  #cpuLimited: number | null = null

  /** Another step has seen what share of its time a picture was made smaller for want of computing, percent. */
  noteCpuLimited(percent: number | null): void {
    if (percent !== null) this.#cpuLimited = Math.max(this.#cpuLimited ?? 0, percent)
  }

  async run(_kind: unknown, tell: Parameters<TestStep['run']>[1], signal: AbortSignal): Promise<void> {
    let wasHidden = document.hidden
    const lags: number[] = []
    const end = performance.now() + WATCH_MS
    while (performance.now() < end && !signal.aborted) {
      const before = performance.now()
      await pause(BEAT_MS, signal)
      lags.push(performance.now() - before - BEAT_MS)
      wasHidden ||= document.hidden
    }
    const storage = await navigator.storage?.estimate().catch(() => null)
    const free = storage?.quota === undefined || storage.usage === undefined ? null : storage.quota - storage.usage
    tell({
      ...unread('machine'),
      values: {
        // Once is a hiccup, as when a device is opened. Browsers slow down a page that nobody sees.
        pageLag: wasHidden ? null : (lags.toSorted((one, other) => other - one)[1] ?? null),
        cpuLimited: this.#cpuLimited,
        diskFree: free === null ? null : free / 1_000_000,
      },
    })
  }
}
