import type { MinutesStatus } from '@diem-cau/signaling-contract/office'

/** What somebody is to a meeting's minutes; the first that fits. */
export type MinutesRole =
  /** On the chair's seat at the end. */
  | 'chair'
  /** Planned as secretary or deputy, or convening meetings at the host unit. */
  | 'writer'
  /** May see the meeting. */
  | 'invited'

export type MinutesAction = 'read' | 'edit' | 'submit' | 'return' | 'approve'

/**
 * Who may do what with minutes, and while they are what. What is not here is refused; approved ones nobody changes.
 * A writer's `return` takes them back before the chair has read them.
 */
const minutesPermissions: Record<MinutesRole, Record<MinutesStatus, readonly MinutesAction[]>> = {
  chair: { draft: ['read', 'edit', 'submit', 'approve'], submitted: ['read', 'return', 'approve'], approved: ['read'] },
  writer: { draft: ['read', 'edit', 'submit'], submitted: ['read', 'return'], approved: ['read'] },
  invited: { draft: [], submitted: [], approved: ['read'] },
}

export function mayDo(role: MinutesRole, status: MinutesStatus, action: MinutesAction): boolean {
  return minutesPermissions[role][status].includes(action)
}
