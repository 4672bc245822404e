import type { Action } from '@diem-cau/signaling-contract/office'

/** The parts of the administration, each with the rights that open it. */
export const adminSections = [
  { path: 'units', action: 'unit.manage' },
  { path: 'people', action: 'account.manage' },
  { path: 'rooms', action: 'room.manage' },
  { path: 'groups', action: 'group.manage' },
  { path: 'outbox', action: 'outbox.read' },
  { path: 'webhooks', action: 'integration.manage' },
  { path: 'keys', action: 'integration.manage' },
  { path: 'audit', action: 'audit.read' },
] as const satisfies readonly { path: string; action: Action }[]
