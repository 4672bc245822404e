import { LoggedEvent, type MeetingId } from '@diem-cau/signaling-contract'
import type { LogHead } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { chainHash } from './chainHash.ts'
import type { Schema } from '../schema.ts'

/** Rows of a log read at a time: a long meeting has tens of thousands. */
const AT_ONCE = 5_000

export type ChainState =
  | { readonly state: 'intact'; readonly events: number; readonly head: LogHead }
  /** `seq`: the first line that is not what follows from those before. */
  | { readonly state: 'broken'; readonly seq: number }
  /** The log is, in whole or in part, from before lines were chained. */
  | { readonly state: 'unchained'; readonly events: number }

/**
 * Goes through a meeting's log and computes its chain anew (SPEC 13.2).
 * @param fixed the line that minutes were fixed with: its hash must be the one on record
 */
export async function checkChain(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  fixed: LogHead | null,
): Promise<ChainState | { readonly state: 'otherThanFixed'; readonly seq: number }> {
  let previous: string | null = null
  let seq = 0
  let unchained = false
  for (;;) {
    const rows = await db
      .selectFrom('meeting_log')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute()
    for (const { meeting_id, request_id, hash, ...row } of rows) {
      if (row.seq !== seq + 1) return { state: 'broken', seq: seq + 1 }
      seq = row.seq
      if (hash === null && previous === null) {
        unchained = true
        continue
      }
      const computed: string = chainHash(previous, { ...row, meetingId: meeting_id, requestId: request_id })
      if (hash !== computed) return { state: 'broken', seq }
      previous = computed
      if (fixed?.seq === seq && fixed.hash !== computed) return { state: 'otherThanFixed', seq }
    }
    if (rows.length < AT_ONCE) break
  }
  // The log was cut off behind a line that was fixed.
  if (fixed && seq < fixed.seq) return { state: 'broken', seq: seq + 1 }
  if (unchained || previous === null) return { state: 'unchained', events: seq }
  return { state: 'intact', events: seq, head: { seq, hash: previous } }
}

/** All events of a meeting, and the end of its chain; null where it has none. */
export async function readLog(
  db: Kysely<Schema>,
  meetingId: MeetingId,
): Promise<{ events: LoggedEvent[]; head: LogHead | null }> {
  const rows = await db
    .selectFrom('meeting_log')
    .select(['seq', 'at', 'event', 'hash'])
    .where('meeting_id', '=', meetingId)
    .orderBy('seq')
    .execute()
  const last = rows.at(-1)
  return {
    events: rows.map(({ seq, at, event }) => LoggedEvent.parse({ seq, at, event: JSON.parse(event) })),
    head: last && last.hash !== null ? { seq: last.seq, hash: last.hash } : null,
  }
}
