import type { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import {
  MAX_LISTED,
  type OperationEvent,
  type OperationEventKind,
  type ResourceId,
} from '@diem-cau/signaling-contract/operations'
import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Kysely,
  type Selectable,
  type SqlBool,
} from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'

export type NewEvent = Omit<OperationEvent, 'id'>

export type EventFilter = {
  readonly resource?: ResourceId | undefined
  readonly meeting?: MeetingId | undefined
  readonly unit?: UnitCode | undefined
  readonly kind?: OperationEventKind | undefined
  /** Milliseconds, both inclusive. */
  readonly from: number
  readonly to: number
}

/** The condition for what somebody may see. */
export type MaySee = (eb: ExpressionBuilder<Schema, 'operation_event'>) => Expression<SqlBool>

/** Everything that happened, to whom, and when. */
export class EventStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async append(tx: Kysely<Schema>, events: readonly NewEvent[]): Promise<void> {
    const rows: Insertable<Schema['operation_event']>[] = events.map(
      ({ at, kind, resource, meetingId, unitCode, name, detail }) => ({
        at,
        kind,
        resource,
        meeting_id: meetingId,
        unit_code: unitCode,
        name,
        detail,
      }),
    )
    await insertMany(tx, 'operation_event', rows)
  }

  /** The newest first. */
  async list(
    { resource, meeting, unit, kind, from, to }: EventFilter,
    maySee: MaySee,
  ): Promise<{ events: OperationEvent[]; more: boolean }> {
    let query = this.#db
      .selectFrom('operation_event')
      .selectAll()
      .where('at', '>=', from)
      .where('at', '<=', to)
      .where(maySee)
    if (resource !== undefined) query = query.where('resource', '=', resource)
    if (meeting !== undefined) query = query.where('meeting_id', '=', meeting)
    if (unit !== undefined) query = query.where('unit_code', '=', unit)
    if (kind !== undefined) query = query.where('kind', '=', kind)
    const rows = await query
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_LISTED + 1)
      .execute()
    const events = rows.slice(0, MAX_LISTED).map(toEvent)
    return { events, more: rows.length > MAX_LISTED }
  }

  /**
   * What happened in a meeting, or (`meeting` null) to servers, the oldest first; of more than `most` the newest.
   * @param from milliseconds, as `to` is, both inclusive
   */
  async between(
    meeting: MeetingId | null,
    { from, to, kinds }: { readonly from: number; readonly to: number; readonly kinds?: readonly OperationEventKind[] },
    most: number,
  ): Promise<OperationEvent[]> {
    let query = this.#db
      .selectFrom('operation_event')
      .selectAll()
      .where('meeting_id', meeting === null ? 'is' : '=', meeting)
      .where('at', '>=', from)
      .where('at', '<=', to)
    if (kinds !== undefined) query = query.where('kind', 'in', kinds)
    const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute()
    return rows.map(toEvent).toReversed()
  }

  /** The oldest of those before then. */
  async prune(before: number, limit: number): Promise<void> {
    await inTransaction(this.#db, async (tx) => {
      const rows = await tx
        .selectFrom('operation_event')
        .select('id')
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit)
        .execute()
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) await tx.deleteFrom('operation_event').where('id', 'in', ids).execute()
    })
  }
}

const toEvent = ({ meeting_id, unit_code, ...row }: Selectable<Schema['operation_event']>): OperationEvent => ({
  ...row,
  meetingId: meeting_id,
  unitCode: unit_code,
})
