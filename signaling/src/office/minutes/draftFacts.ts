import type { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { DraftFacts } from '../../domain/record/draftMinutes.ts'
import type { MeetingRecord } from '../../domain/record/MeetingRecord.ts'
import type { Schema } from '../../db/schema.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import { superiorName, symbolOf } from '../invitations/letterhead.ts'
import { officialNameInline } from '../invitations/officialName.ts'

/** Reads what minutes need beyond the log: letterhead, place, positions of people. */
export async function draftFacts(
  db: Kysely<Schema>,
  facts: InvitationFacts,
  record: MeetingRecord,
): Promise<DraftFacts> {
  const ids = [...new Set([...record.people.values()].map(({ accountId }) => accountId))]
  const chairId = record.chair ?? facts.chair.accountId
  const rows = await db
    .selectFrom('account')
    .select(['id', 'name', 'position', 'kind'])
    .where('id', 'in', [...ids, chairId])
    .execute()
  const persons = new Map(
    rows
      .filter(({ kind }) => kind !== 'room')
      .map(({ id, position }): [AccountId, { position: string }] => [id, { position }]),
  )
  const chair = rows.find(({ id }) => id === chairId)
  return {
    superior: superiorName(facts.hostUnit, facts.hostParent),
    office: officialNameInline(facts.hostUnit),
    symbol: symbolOf('BB', facts.hostUnit),
    place: facts.place,
    startsAt: facts.startsAt,
    endsAt: facts.endsAt,
    chair: chair ? { accountId: chair.id, name: chair.name, position: chair.position } : facts.chair,
    secretary: facts.secretary,
    persons,
  }
}
