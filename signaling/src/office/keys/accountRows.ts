import type { AccountId } from '@diem-cau/signaling-contract'
import type { RoleGrant } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import type { Allowed } from '../../domain/office/officePermissions.ts'
import type { Schema } from '../../db/schema.ts'
import { scopeCondition } from '../access.ts'
import type { MachineRow } from './MachineRow.ts'

/** Accounts of programs, with their roles: those of a scope, or one. */
export async function accountRows(
  db: Kysely<Schema>,
  of: { readonly scope: Allowed } | { readonly accountId: AccountId },
): Promise<Map<AccountId, MachineRow>> {
  let query = db
    .selectFrom('account')
    .innerJoin('unit', 'unit.code', 'account.unit_code')
    .select(['account.id', 'account.name', 'account.unit_code', 'unit.name as unit_name'])
    .where('account.kind', '=', 'machine')
  if ('accountId' in of) query = query.where('account.id', '=', of.accountId)
  else {
    const within = await scopeCondition(db, of.scope)
    query = query.where((eb) => within(eb.ref('account.unit_code')))
  }
  const rows = await query.execute()
  if (rows.length === 0) return new Map()
  const roles = await db
    .selectFrom('account_role')
    .innerJoin('unit', 'unit.code', 'account_role.unit_code')
    .innerJoin('account', 'account.id', 'account_role.account_id')
    .select(['account_role.account_id', 'account_role.role', 'account_role.unit_code', 'unit.name'])
    .where('account.kind', '=', 'machine')
    .orderBy('account_role.role')
    .orderBy('account_role.unit_code')
    .execute()
  const grants = Map.groupBy(roles, ({ account_id }) => account_id)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        accountId: row.id,
        name: row.name,
        unit: { code: row.unit_code, name: row.unit_name },
        grants: (grants.get(row.id) ?? []).map(({ role, unit_code, name }): RoleGrant => ({
          role,
          unit: { code: unit_code, name },
        })),
      },
    ]),
  )
}
