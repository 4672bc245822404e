import { DAY_MS } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { MeetingLogTable } from '../log/MeetingLogTable.ts'

/** Titles of the meetings that people are in, or may be: opened, and not ended. */
export async function liveMeetings(db: Kysely<Schema>, now: number): Promise<string[]> {
  const ids = await new MeetingLogTable(db).unfinished(now - DAY_MS)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('meeting').select('title').where('id', 'in', ids).orderBy('starts_at').execute()
  return rows.map(({ title }) => title)
}
