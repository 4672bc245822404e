import type { UnitCode } from '@diem-cau/signaling-contract'
import { Action, type Role } from '@diem-cau/signaling-contract/office'

/** The reach of a role: its own unit, the branch below it too, or everywhere. */
export type Reach = 'unit' | 'branch' | 'all'

/** Whoever convenes meetings: chair and secretary plan alike; in the meeting itself seats tell them apart. */
const convening: Partial<Record<Action, Reach>> = {
  'unit.read': 'all',
  'account.read': 'branch',
  'room.read': 'branch',
  'outbox.read': 'unit',
  'group.manage': 'unit',
  'meeting.read': 'branch',
  'meeting.manage': 'unit',
  'paper.manage': 'unit',
  'invitation.answer': 'unit',
  'line.test': 'branch',
}

/** Actions that each role may do, and their reach from the unit at which it is held. Actions that are not here are refused. */
export const officePermissions: Record<Role, Partial<Record<Action, Reach>>> = {
  itAdmin: {
    'unit.read': 'all',
    'unit.manage': 'branch',
    'account.read': 'branch',
    'account.manage': 'branch',
    'room.read': 'branch',
    'room.manage': 'branch',
    'audit.read': 'branch',
    'outbox.read': 'branch',
    'meeting.read': 'branch',
    'line.test': 'branch',
    'node.manage': 'branch',
    'operations.read': 'branch',
    'operations.act': 'branch',
    'meeting.end': 'branch',
    'alert.manage': 'branch',
    'integration.manage': 'branch',
  },
  chair: convening,
  secretary: convening,
  official: { 'unit.read': 'all', 'meeting.read': 'unit', 'invitation.answer': 'unit' },
  technician: {
    'unit.read': 'all',
    'room.read': 'branch',
    'meeting.read': 'unit',
    'line.test': 'branch',
    'operations.read': 'branch',
    'operations.act': 'branch',
  },
}

/** A role held at a unit. */
export type Grant = { readonly role: Role; readonly unitCode: UnitCode }

/** The places where an action is allowed: everywhere, in whole branches, at single units. */
export type Allowed = {
  readonly all: boolean
  readonly branches: readonly UnitCode[]
  readonly units: readonly UnitCode[]
}

export function allowed(grants: readonly Grant[], action: Action): Allowed {
  const of = (reach: Reach) =>
    grants.filter(({ role }) => officePermissions[role][action] === reach).map(({ unitCode }) => unitCode)
  return { all: of('all').length > 0, branches: of('branch'), units: of('unit') }
}

/**
 * True when the action is allowed at a unit.
 * @param path the unit's ancestors, the root first, and the unit itself last
 */
export function may(grants: readonly Grant[], action: Action, path: readonly UnitCode[]): boolean {
  const { all, branches, units } = allowed(grants, action)
  const own = path.at(-1)
  return all || branches.some((code) => path.includes(code)) || units.some((code) => code === own)
}

/** Lists the actions that are allowed at one unit at least. */
export function actionsOf(grants: readonly Grant[]): Action[] {
  return Action.options.filter((action) => grants.some(({ role }) => officePermissions[role][action] !== undefined))
}
