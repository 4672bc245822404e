import { LoggedEvent, type MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { LogEntry, MeetingLog } from '../meeting/MeetingLog.ts'
import { dialectOf } from './dialectOf.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './StoreError.ts'

/** The log of all meetings in one table; its primary key (meeting_id, seq) is what keeps two writers apart. */
export class SqliteMeetingLog implements MeetingLog {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async append(meetingId: MeetingId, entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0) return
    try {
      // One statement is one transaction: all rows or none.
      await this.#db
        .insertInto('meeting_log')
        .values(
          entries.map(({ seq, at, actor, requestId, event }) => ({
            meeting_id: meetingId,
            seq,
            at,
            actor,
            request_id: requestId,
            event: JSON.stringify(event),
          })),
        )
        .execute()
    } catch (error) {
      throw StoreError.from(error)
    }
  }

  async read(meetingId: MeetingId, seq: number): Promise<LoggedEvent[]> {
    const rows = await this.#db
      .selectFrom('meeting_log')
      .select(['seq', 'at', 'event'])
      .where('meeting_id', '=', meetingId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .execute()
    return rows.map((row) => LoggedEvent.parse({ seq: row.seq, at: row.at, event: JSON.parse(row.event) }))
  }

  async unfinished(since: number): Promise<MeetingId[]> {
    const rows = await this.#db
      .selectFrom('meeting')
      .select('id')
      .where('ends_at', '>', since)
      .where((eb) => eb.exists(eb.selectFrom('meeting_log').select('seq').whereRef('meeting_id', '=', 'meeting.id')))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('meeting_log')
              .select('seq')
              .whereRef('meeting_id', '=', 'meeting.id')
              .where(typeOf(this.#db), '=', 'meetingEnded'),
          ),
        ),
      )
      .execute()
    return rows.map((row) => row.id)
  }
}

/** The type of the event; a column of text on both stores, to be read back as it was written. */
function typeOf(db: Kysely<Schema>) {
  return dialectOf(db) === 'postgres' ? sql<string>`cast(event as json) ->> 'type'` : sql<string>`event ->> 'type'`
}
