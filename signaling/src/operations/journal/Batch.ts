import type { Finding, Health, ResourceKind } from '@diem-cau/signaling-contract/operations'

/** A sample and the second that it is about, since the epoch. */
export type TimedSample = { readonly at: number; readonly values: readonly (number | null)[] }

/** A resource as one process saw it in one second. */
export type BatchEntry = {
  /** Number of its row. */
  readonly id: number
  /** Null: a meeting, which has no metrics of its own. */
  readonly kind: ResourceKind | null
  readonly health: Health
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly findings: readonly Finding[]
  /** Those that came in this second; none, or several of an endpoint, whose reports are about two seconds each. */
  readonly samples: readonly TimedSample[]
}

/** All that one process has in one second: every resource that is there, also those that nothing came from. */
export type Batch = { readonly at: number; readonly entries: readonly BatchEntry[] }
