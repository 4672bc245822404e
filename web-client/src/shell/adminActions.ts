import type { Action } from '@diem-cau/signaling-contract/office'

/** The actions of "Quản trị": who may do one of them is shown the entry. */
export const adminActions: readonly Action[] = [
  'unit.manage',
  'account.manage',
  'room.manage',
  'audit.read',
  'outbox.read',
  'group.manage',
  'integration.manage',
]
