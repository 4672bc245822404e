import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import type { Grant } from '../domain/office/officePermissions.ts'

// All that writes the table account_role. Each is part of the transaction of what it belongs to.

/** Roles of accounts that have none of them yet. */
export async function addRoles(
  tx: Kysely<Schema>,
  accounts: readonly { readonly id: AccountId; readonly grants?: readonly Grant[] }[],
): Promise<void> {
  await insertMany(
    tx,
    'account_role',
    accounts.flatMap(({ id, grants = [] }) =>
      grants.map(({ role, unitCode }) => ({ account_id: id, role, unit_code: unitCode })),
    ),
  )
}

/** One more role; nothing when the account has it. */
export async function grantRole(tx: Kysely<Schema>, id: AccountId, { role, unitCode }: Grant): Promise<void> {
  await tx
    .insertInto('account_role')
    .values({ account_id: id, role, unit_code: unitCode })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** These roles instead of all others. */
export async function replaceRoles(tx: Kysely<Schema>, id: AccountId, grants: readonly Grant[]): Promise<void> {
  await tx.deleteFrom('account_role').where('account_id', '=', id).execute()
  await addRoles(tx, [{ id, grants }])
}

/** The roles at one unit are from now on those at another; whoever holds the role at both has it once. */
export async function handOverRoles(tx: Kysely<Schema>, from: UnitCode, to: UnitCode): Promise<void> {
  const [held, kept] = await Promise.all([
    tx.selectFrom('account_role').select(['account_id', 'role']).where('unit_code', '=', from).execute(),
    tx.selectFrom('account_role').select(['account_id', 'role']).where('unit_code', '=', to).execute(),
  ])
  const there = new Set(kept.map(({ account_id, role }) => `${role} ${account_id}`))
  const missing = held.filter(({ account_id, role }) => !there.has(`${role} ${account_id}`))
  await tx.deleteFrom('account_role').where('unit_code', '=', from).execute()
  if (missing.length > 0)
    await tx
      .insertInto('account_role')
      .values(missing.map((grant) => ({ ...grant, unit_code: to })))
      .execute()
}
