import type { Settings } from './settings.ts'

/** A process of ours that runs. */
export type Running = { readonly pid: number; readonly settings: Settings }

/** What the checks look at. */
export type Scene = {
  readonly dataDir: string
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: number
  /** The processes that use this data folder; null while they are down. */
  readonly signaling: Running | null
  readonly mediaNode: Running | null
  /** As the running processes have them; when none runs, as the next start would find them. */
  readonly settings: Settings
  /** Time server to compare the clock with; null = none was named. */
  readonly timeServer: string | null
}
