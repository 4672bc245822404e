import { isUniqueViolation } from './storeFailure.ts'

/** A write that did not happen. `collision`: another writer has this (meeting_id, seq) already (SPEC 2.5). */
export class StoreError extends Error {
  readonly kind: 'unavailable' | 'collision'

  constructor(kind: StoreError['kind'], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'StoreError'
    this.kind = kind
  }

  /** The failure of either store as one of ours. */
  static from(error: unknown): StoreError {
    return new StoreError(isUniqueViolation(error) ? 'collision' : 'unavailable', error)
  }
}
