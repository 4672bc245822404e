import { MAX_LISTED, type PastResource, ResourceId, type ResourcesQuery } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { matchesWords } from '../../db/sql/matchesWords.ts'
import type { Schema } from '../../db/schema.ts'
import { type Scope, sees } from '../feed/Scope.ts'
import { storedResource, type StoredResource } from '../journal/ResourceStore.ts'

/** Rows say until when a resource was there only every minute. */
const SEEN_EVERY_MS = 90_000
/** Rows that are looked at for those that somebody may see. */
const MOST_ROWS = 5000

/** Resources that were there in a time and that somebody may see, those of last first. */
export async function pastResources(
  db: Kysely<Schema>,
  { from, to, kind, unit, meeting, q }: z.infer<typeof ResourcesQuery>,
  scope: Scope,
): Promise<PastResource[]> {
  let query = db
    .selectFrom('metric_resource')
    .selectAll()
    .where('kind', '!=', 'meeting')
    .where('last_at', '>=', from - SEEN_EVERY_MS)
    .where('first_at', '<=', to ?? from)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (unit !== undefined) query = query.where('unit_code', '=', unit)
  if (meeting !== undefined) query = query.where('meeting_id', '=', meeting)
  if (!scope.servers) query = query.where('kind', '=', 'endpoint')
  if (q !== undefined) query = query.where((eb) => matchesWords(eb.ref('search'), q))
  const rows = await query.orderBy('last_at', 'desc').orderBy('id').limit(MOST_ROWS).execute()
  return rows
    .map(storedResource)
    .filter((row) => row.kind !== 'endpoint' || sees(scope, row.unit_code, row.facts.hostUnit))
    .slice(0, MAX_LISTED)
    .flatMap((row) => toPast(row) ?? [])
}

function toPast({ key, kind, name, facts, ...row }: StoredResource): PastResource | null {
  const id = ResourceId.safeParse(key)
  if (!id.success || kind === 'meeting') return null
  return {
    id: id.data,
    kind,
    name,
    unitCode: row.unit_code,
    meetingId: row.meeting_id,
    participantId: row.participant_id,
    title: kind === 'endpoint' ? facts.title : null,
    firstAt: row.first_at,
    lastAt: row.last_at,
    facts: facts.facts,
  }
}
