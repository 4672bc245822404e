import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

export type HelpContact = { readonly name: string; readonly phone: string }

/**
 * Whom the people in a room call: the nearest technician with a telephone number, else the nearest IT admin with one. Empty where there is none.
 * @param path the unit itself and those above it, the topmost first
 */
export async function helpContact(db: Kysely<Schema>, path: readonly UnitCode[]): Promise<HelpContact> {
  if (path.length === 0) return { name: '', phone: '' }
  const rows = await db
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_role.account_id')
    .select(['account.name', 'account.phone', 'account_role.unit_code', 'account_role.role'])
    .where('account_role.unit_code', 'in', [...path])
    .where('account_role.role', 'in', ['technician', 'itAdmin'])
    .where('account.kind', '=', 'person')
    .where('account.disabled', '=', 0)
    .where('account.phone', '!=', '')
    .orderBy('account.id')
    .execute()
  const [nearest] = rows.toSorted(
    (a, b) =>
      Number(b.role === 'technician') - Number(a.role === 'technician') ||
      path.indexOf(b.unit_code) - path.indexOf(a.unit_code),
  )
  return { name: nearest?.name ?? '', phone: nearest?.phone ?? '' }
}
