import type { MinutesStatus } from '@diem-cau/signaling-contract/office'

/** Somebody's part in a meeting's minutes; the first that fits. */
export type MinutesRole =
  /** The person on the chair's seat at the end. */
  | 'chair'
  /** A person who is planned as secretary or deputy, or convenes meetings at the host unit. */
  | 'writer'
  /** A person who may see the meeting. */
  | 'invited'

/** `number`: the clerk's number is filled in, once; `amend`, `discard`: a correction is begun, given up. */
export type MinutesAction = 'read' | 'edit' | 'submit' | 'return' | 'approve' | 'number' | 'amend' | 'discard'

/**
 * Actions that each role may do with minutes, by their status. Others are refused. Nobody changes approved minutes: a number makes the
 * next issue of the same words, and a correction goes the whole way again. The invited read the latest issue while one is written.
 * A chair approves at once, and submits to nobody. A writer's `return` takes them back before the chair has read them.
 */
const minutesPermissions: Record<MinutesRole, Record<MinutesStatus, readonly MinutesAction[]>> = {
  chair: {
    draft: ['read', 'edit', 'approve', 'discard'],
    submitted: ['read', 'return', 'approve'],
    approved: ['read', 'number', 'amend'],
  },
  writer: {
    draft: ['read', 'edit', 'submit', 'discard'],
    submitted: ['read', 'return'],
    approved: ['read', 'number', 'amend'],
  },
  invited: { draft: [], submitted: [], approved: ['read'] },
}

export function mayDo(role: MinutesRole, status: MinutesStatus, action: MinutesAction): boolean {
  return minutesPermissions[role][status].includes(action)
}
