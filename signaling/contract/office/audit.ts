/**
 * The audit log: every sign-in, every change by an administrator. Append only.
 *   GET /api/audit      AuditQuery -> AuditPage, newest first
 *   GET /api/audit.csv  AuditQuery (without cursor) -> CSV, for programs
 *   GET /api/audit.xlsx the same -> Excel, in words, for people
 */
import { z } from 'zod'
import { AccountId } from '../core/ids.ts'
import { ascii, recorded } from '../text/text.ts'
import { LocalDate, PageQuery, page } from './common.ts'

/** Actions on record: subject and past participle. Each has words wherever the log is shown. */
export const auditActions = [
  'signIn.succeeded',
  'signIn.codeAsked',
  'signIn.refused',
  'signIn.ended',
  'signIn.revoked',
  'account.created',
  'account.edited',
  'account.rolesChanged',
  'account.roleGranted',
  'account.disabled',
  'account.enabled',
  'account.imported',
  'account.exported',
  'account.passwordChanged',
  'account.passwordReset',
  'account.totpSet',
  'account.totpRemoved',
  'account.signedOut',
  'room.created',
  'room.edited',
  'room.enrolled',
  'room.revoked',
  'room.disabled',
  'room.enabled',
  'room.copied',
  'room.testAsked',
  'room.profileEdited',
  'room.settingsEdited',
  'room.cameraSet',
  'room.cameraRemoved',
  'room.helpCalled',
  'room.stillAsked',
  'unit.created',
  'unit.edited',
  'unit.imported',
  'unit.changePlanned',
  'unit.changeWithdrawn',
  'unit.changeFailed',
  'unit.renamed',
  'unit.moved',
  'unit.merged',
  'unit.closed',
  'group.created',
  'group.edited',
  'group.deleted',
  'meeting.created',
  'meeting.scheduled',
  'meeting.changed',
  'meeting.cancelled',
  'meeting.deleted',
  'meeting.peopleSeated',
  'meeting.invitedMore',
  'meeting.limitReached',
  'meeting.ended',
  'meeting.testsAsked',
  'paper.uploaded',
  'paper.edited',
  'paper.removed',
  'minutes.saved',
  'minutes.submitted',
  'minutes.returned',
  'minutes.approved',
  'minutes.numbered',
  'minutes.amending',
  'minutes.discarded',
  'minutes.amended',
  'invitation.answered',
  'feed.renewed',
  'mail.retried',
  'mail.tested',
  'node.drained',
  'node.reopened',
  'endpoint.moved',
  'endpoint.restarted',
  'endpoint.diagnosed',
  'server.checked',
  'alert.acknowledged',
  'alertRule.created',
  'alertRule.edited',
  'alertRule.removed',
  'webhook.created',
  'webhook.edited',
  'webhook.secretRenewed',
  'webhook.switchedOff',
  'webhook.removed',
  'webhook.replayed',
  'webhook.tested',
  'key.created',
  'key.revoked',
  'audit.exported',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Reasons for which a sign-in was refused (`unit`, `roles`: the provider's words for them are unknown here) or ended. */
export const signInReasons = [
  'unknownLogin',
  'wrongPassword',
  'wrongCode',
  'disabled',
  'unit',
  'roles',
  'linkExpired',
  'signedOut',
  'tokenReused',
] as const
export type SignInReason = (typeof signInReasons)[number]

export const AuditEntry = z.object({
  auditId: z.int(),
  at: z.int(),
  /** Null: the system itself, or someone who could not sign in. */
  actor: z.object({ accountId: AccountId, name: recorded() }).nullable(),
  /** One of `auditActions`, or of an earlier or later version of this program. */
  action: recorded(),
  subject: z.object({ type: recorded(), id: recorded(), name: recorded() }).nullable(),
  ip: recorded(),
  /** Changes: field -> [before, after] or value. Never a secret. */
  details: z.record(recorded(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `action`: its beginning, e.g. "account." */
export const AuditQuery = PageQuery.extend({
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  action: ascii(60).optional(),
  actor: AccountId.optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>
export const AuditPage = page(AuditEntry)
export type AuditPage = z.infer<typeof AuditPage>
