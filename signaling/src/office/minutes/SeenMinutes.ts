import type { Minutes } from '@diem-cau/signaling-contract/office'
import { mayDo, type MinutesAction, type MinutesRole } from '../../domain/office/minutesPermissions.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import type { MinutesRow, StoredIssue } from './MinutesStore.ts'

/** Minutes as one account sees them. */
export type SeenMinutes = {
  readonly facts: InvitationFacts
  readonly row: MinutesRow
  readonly role: MinutesRole
  /** The newest first. */
  readonly issues: readonly StoredIssue[]
}

/** Everybody reads approved minutes as they were issued; while a correction is written, only those who write or approve it see the correction. */
export const isShownFixed = ({ role, row }: Pick<SeenMinutes, 'role' | 'row'>): boolean =>
  row.status === 'approved' || !mayDo(role, row.status, 'read')

export function mayTake({ role, row, issues }: Omit<SeenMinutes, 'facts'>, action: MinutesAction): boolean {
  if (!mayDo(role, row.status, action)) return false
  // A number is given once, and a correction can be given up only when an issue remains to go back to.
  if (action === 'number') return issues[0]?.number === ''
  return action !== 'discard' || row.issue > 0
}

/** Number of corrections up to the latest issue. */
export const amendmentOf = ([latest]: readonly StoredIssue[]): number => latest?.amendment ?? 0

/** The correction that is being written, null when none is. */
export const amendingOf = ({ row, issues }: Pick<SeenMinutes, 'row' | 'issues'>): Minutes['amending'] =>
  row.issue === 0 || row.status === 'approved' ? null : { amendment: amendmentOf(issues) + 1, reason: row.reason }
