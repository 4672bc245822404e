import { MeetingId } from '@diem-cau/signaling-contract'
import type { ReachedLimit } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { readStored } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'

const MOST = 100
const words = { meetingFull: 'meeting', nodesFull: 'nodes' } as const
const Details = z.object({ limit: z.enum(['meetingFull', 'nodesFull']) })

/** Limits that were reached after that time, newest first, up to 100: of this meeting, or of all. */
export async function reachedSince(db: Kysely<Schema>, since: number, meetingId?: MeetingId): Promise<ReachedLimit[]> {
  const all = db
    .selectFrom('audit')
    .select(['at', 'subject_id', 'subject_name', 'details'])
    .where('action', '=', 'meeting.limitReached')
    .where('at', '>', since)
  const rows = await (meetingId === undefined ? all : all.where('subject_id', '=', meetingId))
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ at, subject_id, subject_name, details }) => ({
    at,
    meetingId: MeetingId.parse(subject_id),
    title: subject_name,
    limit: words[readStored(Details, details).limit],
  }))
}
