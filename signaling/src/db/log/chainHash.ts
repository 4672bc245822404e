import { createHash } from 'node:crypto'

/** A row of the log as it is stored: `event` is its JSON, to the letter. */
export type ChainedRow = {
  readonly meetingId: string
  readonly seq: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly actor: string | null
  readonly requestId: string | null
  readonly event: string
}

/**
 * The hash of one row of a meeting's log, which holds everything before it: SHA-256, hex, of the JSON array
 * [previous hash or '', meetingId, seq, at, actor, requestId, event], in UTF-8.
 */
export function chainHash(
  previous: string | null,
  { meetingId, seq, at, actor, requestId, event }: ChainedRow,
): string {
  const text = JSON.stringify([previous ?? '', meetingId, seq, at, actor, requestId, event])
  return createHash('sha256').update(text).digest('hex')
}
