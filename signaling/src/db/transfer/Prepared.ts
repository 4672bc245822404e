import type { Snapshot } from './Snapshot.ts'

/** New data, complete, beside those in use. */
export type Prepared = {
  /** Opens a snapshot, to compare what was built with what should be. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  /** Takes the schema to this program's version. */
  toNewest(): Promise<void>
  /** Puts the new data in the place of the old, all at once. */
  place(): Promise<void>
  /** Removes what was built, if it is not in place. */
  discard(): Promise<void>
}
