import type { MeetingId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { inParts } from '../../db/sql/inParts.ts'
import type { MeetingTimes } from './PlanHooks.ts'

/** When and where these meetings are. */
export async function readTimes(tx: Kysely<Schema>, ids: readonly MeetingId[]): Promise<Map<MeetingId, MeetingTimes>> {
  const times = new Map<MeetingId, MeetingTimes>()
  for (const part of inParts(ids, 500)) {
    const rows = await tx
      .selectFrom('meeting')
      .select(['id', 'starts_at', 'ends_at', 'place'])
      .where('id', 'in', part)
      .execute()
    for (const { id, starts_at, ends_at, place } of rows) times.set(id, { startsAt: starts_at, endsAt: ends_at, place })
  }
  return times
}
