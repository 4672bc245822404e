import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import { ResourceId } from '@diem-cau/signaling-contract/operations'
import type { BoardMeeting, RehearsalResult } from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Schema } from '../db/schema.ts'
import { participantIdOf } from '../domain/meeting/core/participantIdOf.ts'

export type Rehearsal = {
  readonly meeting: NonNullable<BoardMeeting['rehearsal']>
  /** Null: it has not begun. */
  readonly resultOf: (roomId: AccountId) => RehearsalResult | null
}

const Joined = z.object({ participantId: z.string() })

/** The last rehearsal of a meeting, and what each room did there; null: there is none. */
export async function rehearsalOf(db: Kysely<Schema>, meetingId: MeetingId, now: number): Promise<Rehearsal | null> {
  const row = await db
    .selectFrom('meeting')
    .select(['id', 'starts_at', 'ends_at', 'phase'])
    .where('rehearsal_of', '=', meetingId)
    .where('phase', 'not in', ['draft', 'cancelled'])
    .orderBy('starts_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const isOver = row.phase === 'ended' || row.ends_at < now
  const meeting = { meetingId: row.id, startsAt: row.starts_at, endsAt: row.ends_at, isOver }
  const [joined, found] = await Promise.all([
    db
      .selectFrom('meeting_log')
      .select(['event', 'at'])
      .where('meeting_id', '=', row.id)
      .where('type', '=', 'participantJoined')
      .orderBy('seq')
      .execute(),
    db
      .selectFrom('operation_event')
      .select(['resource', 'detail'])
      .where('meeting_id', '=', row.id)
      .where('kind', '=', 'found')
      .execute(),
  ])
  const hasBegun = now >= row.starts_at || joined.length > 0
  const came = new Map<string, number>()
  for (const { event, at } of joined) {
    const parsed = Joined.safeParse(JSON.parse(event))
    if (parsed.success && !came.has(parsed.data.participantId)) came.set(parsed.data.participantId, at)
  }
  const bad = Map.groupBy(
    found.flatMap(({ resource, detail }) => {
      const [code = '', health] = detail.split(' ')
      return resource !== null && health === 'bad' ? [{ resource, code }] : []
    }),
    ({ resource }) => resource,
  )
  return {
    meeting,
    resultOf: (roomId) => {
      if (!hasBegun) return null
      const participantId = participantIdOf(roomId)
      const at = came.get(participantId) ?? null
      const codes = bad.get(ResourceId.parse(`endpoint:${row.id}/${participantId}`)) ?? []
      return { came: at !== null, at, bad: [...new Set(codes.map(({ code }) => code))] }
    },
  }
}
