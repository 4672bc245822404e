/** Words of roles and actions. The table role x action is `permissions.ts` of signaling. */
import { z } from 'zod'
import { UnitRef } from '../core/seat.ts'
import { UnitCode } from '../core/ids.ts'

/** A role is held at a unit. How far down the tree it reaches depends on the action. */
export const Role = z.enum(['itAdmin', 'chair', 'secretary', 'official', 'technician'])
export type Role = z.infer<typeof Role>

export const roles = Role.options

/** Actions of the office that need a right. */
export const Action = z.enum([
  'unit.read',
  'unit.manage',
  'account.read',
  'account.manage',
  'room.read',
  'room.manage',
  'audit.read',
  'outbox.read',
  'group.manage',
  'meeting.read',
  'meeting.manage',
  'paper.manage',
  'invitation.answer',
  'line.test',
  'node.manage',
  'operations.read',
  'operations.act',
  'meeting.end',
  'alert.manage',
  'integration.manage',
])
export type Action = z.infer<typeof Action>

export const RoleGrant = z.object({ role: Role, unit: UnitRef })
export type RoleGrant = z.infer<typeof RoleGrant>

export const RoleGrantInput = z.object({ role: Role, unitCode: UnitCode })
export type RoleGrantInput = z.infer<typeof RoleGrantInput>
