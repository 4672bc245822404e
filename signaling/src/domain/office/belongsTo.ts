import type { Account, UnitCode } from '@diem-cau/signaling-contract'

/** True when an account is one of this unit's. Guests are on record at the unit that invites them, and not of it (SPEC 3.9). */
export function belongsTo({ kind, unit }: Pick<Account, 'kind' | 'unit'>, code: UnitCode): boolean {
  return kind !== 'guest' && unit.code === code
}
