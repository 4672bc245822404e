import type { Action } from '@diem-cau/signaling-contract/office'

/** Whoever may do one of these finds something to do under "Quản trị". */
export const adminActions: readonly Action[] = [
  'unit.manage',
  'account.manage',
  'room.manage',
  'audit.read',
  'outbox.read',
  'group.manage',
]
