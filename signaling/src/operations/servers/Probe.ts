import type { MetricKey } from '@diem-cau/signaling-contract/operations'

/** A service that is asked how it is. */
export type Probe = {
  /** As its resource is called: `service:<name>`. */
  readonly name: string
  /** Milliseconds between two questions. */
  readonly everyMs: number
  /** The figures that it has. `answer` is measured by whoever asks, where it is not among them. @throws when it does not answer */
  readonly ask: () => Promise<Partial<Record<MetricKey<'service'>, number | null>>>
  /** True where the time to the answer says something. */
  readonly isTimed: boolean
}
