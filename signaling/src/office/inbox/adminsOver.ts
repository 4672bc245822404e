import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'

/** IT admins of a unit, or of one above it. */
export async function adminsOver(db: Kysely<Schema>, unitCode: UnitCode): Promise<AccountId[]> {
  const unit = await db.selectFrom('unit').select('path').where('code', '=', unitCode).executeTakeFirst()
  if (!unit) return []
  const rows = await db
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_role.account_id')
    .select('account.id')
    .distinct()
    .where('account_role.unit_code', 'in', codesOfPath(unit.path))
    .where('account_role.role', '=', 'itAdmin')
    .where('account.disabled', '=', 0)
    .execute()
  return rows.map(({ id }) => id)
}
