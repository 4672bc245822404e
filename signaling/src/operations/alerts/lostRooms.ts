import { LINE_GRACE_MS } from '@diem-cau/signaling-contract'
import type { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { Found } from './AlertCase.ts'

const HOUR_MS = 3_600_000
/** A room that was lost longer ago has gone home. */
const LOST_WITHIN_MS = 12 * HOUR_MS
/** A meeting that nobody ended is over by then. */
const OVERTIME_MS = HOUR_MS

/**
 * Rooms whose line broke and whose place was given up (SPEC 6.1), and that have not come back: nothing is measured of them any more, and
 * they are what somebody has to be told of. It is on record who came and who left how, so it does not matter who watches.
 * @param present those that are in a meeting now
 * @param now milliseconds
 */
export async function lostRooms(db: Kysely<Schema>, present: ReadonlySet<ResourceId>, now: number): Promise<Found[]> {
  const rows = await db
    .selectFrom('operation_event')
    .select(['resource', 'name', 'unit_code', 'kind', 'detail', 'at'])
    .where('kind', 'in', ['joined', 'left'])
    .where('at', '>=', now - LOST_WITHIN_MS)
    .where('at', '<=', now)
    .where(
      'meeting_id',
      'in',
      db
        .selectFrom('meeting')
        .select('id')
        .where('phase', 'not in', ['draft', 'ended', 'cancelled'])
        .where('starts_at', '<', now + LOST_WITHIN_MS)
        .where('ends_at', '>', now - OVERTIME_MS),
    )
    .orderBy('id')
    .execute()
  const last = new Map(rows.map((row) => [row.resource, row]))
  return [...last.values()].flatMap(({ resource, name, unit_code, kind, detail, at }): Found[] => {
    // A guest's line is nobody's to mend.
    const isLost = kind === 'left' && detail === 'lineLost' && unit_code !== null
    if (!isLost || resource === null || present.has(resource)) return []
    return [
      {
        place: { resource, kind: 'endpoint', name, unitCode: unit_code },
        finding: { code: 'cut', health: 'bad', since: at - LINE_GRACE_MS, value: null },
      },
    ]
  })
}
