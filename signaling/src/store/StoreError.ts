/** A write that did not happen. `collision`: another writer has this (meeting_id, seq) already (SPEC 2.5). */
export class StoreError extends Error {
  readonly kind: 'unavailable' | 'collision'

  constructor(kind: StoreError['kind'], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'StoreError'
    this.kind = kind
  }

  /** SQLite's failure as one of ours. Codes: https://www.sqlite.org/rescode.html */
  static from(error: unknown): StoreError {
    const code = sqliteCode(error)
    return new StoreError(code === SQLITE_CONSTRAINT_PRIMARYKEY ? 'collision' : 'unavailable', error)
  }
}

const SQLITE_CONSTRAINT_PRIMARYKEY = 1555

/** The extended result code of a node:sqlite error, null for any other error. */
export function sqliteCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode : null
}
