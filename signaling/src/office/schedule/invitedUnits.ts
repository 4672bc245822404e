import { type Kysely, sql, type SqlBool } from 'kysely'
import type { Schema } from '../../db/schema.ts'

/**
 * The units that meetings invite. The unit that holds a meeting never is one of its own invited, whatever was stored: earlier versions
 * stored it with its branch, and a merger may make an invited unit the host (SPEC 15.6).
 */
export function invitedUnits(db: Kysely<Schema>) {
  return db
    .selectFrom('meeting_unit')
    .where(
      sql<SqlBool>`not exists (select 1 from meeting as held where held.id = meeting_unit.meeting_id and held.host_unit_code = meeting_unit.unit_code)`,
    )
}
