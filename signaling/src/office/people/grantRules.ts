import type { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import { type Grant, may } from '../../domain/office/officePermissions.ts'

/** An account as the rules see it: where it is at home, and what it may do where. */
export type Standing = { readonly unitCode: UnitCode; readonly grants: readonly Grant[] }

export type AccountChange = {
  readonly actor: { readonly accountId: AccountId; readonly grants: readonly Grant[] }
  /** Null: the account is new. */
  readonly before: (Standing & { readonly accountId: AccountId }) | null
  /** Null: neither home nor grants change. */
  readonly after: Standing | null
  /** Path of a unit, the root first and itself last; empty for one that is not there. */
  readonly pathOf: (code: UnitCode) => readonly UnitCode[]
}

/**
 * True when an administrator may make or change an account so. One who administers a branch gives, and touches,
 * nothing that reaches beyond it; nobody gives themselves more than they have.
 */
export function mayChangeAccount({ actor, before, after, pathOf }: AccountChange): boolean {
  const inReach = ({ unitCode, grants }: Standing) =>
    [unitCode, ...grants.map((grant) => grant.unitCode)].every((code) =>
      may(actor.grants, 'account.manage', pathOf(code)),
    )
  if (before && !inReach(before)) return false
  if (after && !inReach(after)) return false
  if (!before || !after || before.accountId !== actor.accountId) return true
  return after.grants.every((grant) => before.grants.some((old) => sameGrant(old, grant)))
}

export function sameGrant(a: Grant, b: Grant): boolean {
  return a.role === b.role && a.unitCode === b.unitCode
}

/** The same grants, each once, in one order. */
export function distinctGrants(grants: readonly Grant[]): Grant[] {
  const byKey = new Map(grants.map((grant) => [`${grant.role}@${grant.unitCode}`, grant]))
  return [...byKey.keys()].toSorted().flatMap((key) => byKey.get(key) ?? [])
}
