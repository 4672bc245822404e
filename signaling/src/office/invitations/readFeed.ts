import { type AccountId, DAY_MS } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { InvitationFacts } from './InvitationFacts.ts'
import { inParts } from '../../db/sql/inParts.ts'
import { invitedAmong, membershipOf } from '../schedule/invitationRule.ts'
import { readFacts } from './readFacts.ts'

const BEFORE_MS = 90 * DAY_MS
const AFTER_MS = 400 * DAY_MS
const MAX_MEETINGS = 2000

/** Ids of one query: SQLite and PostgreSQL both take many, but not any number. */
const PART = 500

/**
 * Meetings that a person is invited to, by name or by a unit where they have a role, or a room by its unit. What they only look after
 * from a unit above is left out: a technician of the city has no calendar of all its wards.
 * @returns null when the account is gone, or its feed was renewed since
 */
export async function readFeed(
  db: Kysely<Schema>,
  accountId: AccountId,
  generation: number,
  now: number,
): Promise<{ name: string; meetings: InvitationFacts[] } | null> {
  const account = await db
    .selectFrom('account')
    .select(['name', 'kind', 'unit_code'])
    .where('id', '=', accountId)
    .where('disabled', '=', 0)
    .where('feed_generation', '=', generation)
    .where('kind', 'in', ['person', 'room'])
    .executeTakeFirst()
  if (!account) return null
  const roles = await db.selectFrom('account_role').select('unit_code').where('account_id', '=', accountId).execute()
  const units = [...new Set([account.unit_code, ...roles.map(({ unit_code }) => unit_code)])]
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('unit', 'unit.code', 'meeting.host_unit_code')
    .select(['meeting.id', 'meeting.host_unit_code', 'unit.path as host_path'])
    .where('meeting.starts_at', '>', now - BEFORE_MS)
    .where('meeting.starts_at', '<', now + AFTER_MS)
    .where('phase', '!=', 'draft')
    .where((eb) =>
      eb.or([
        eb('host_unit_code', 'in', units),
        eb(
          'meeting.id',
          'in',
          eb.selectFrom('meeting_unit').select('meeting_unit.meeting_id').where('unit_code', 'in', units),
        ),
        eb(
          'meeting.id',
          'in',
          eb.selectFrom('meeting_seat').select('meeting_seat.meeting_id').where('account_id', '=', accountId),
        ),
        eb('chair_account_id', '=', accountId),
        eb('deputy_account_id', '=', accountId),
        eb('secretary_account_id', '=', accountId),
      ]),
    )
    .orderBy('meeting.starts_at', 'desc')
    .limit(MAX_MEETINGS)
    .execute()
  const member = await membershipOf(db, { accountId, kind: account.kind, unit: { code: account.unit_code, name: '' } })
  const meetings: InvitationFacts[] = []
  for (const part of inParts(rows, PART)) {
    const invited = await invitedAmong(db, member, part)
    if (invited.size > 0) meetings.push(...(await readFacts(db, [...invited])))
  }
  return {
    name: `${account.kind === 'room' ? 'Phòng họp' : 'Lịch họp'}: ${account.name}`,
    meetings: meetings.toSorted((a, b) => a.startsAt - b.startsAt),
  }
}
