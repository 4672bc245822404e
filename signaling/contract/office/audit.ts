/**
 * The audit log: every sign-in, every change by an administrator. Append only.
 *   GET /api/audit      AuditQuery -> AuditPage, newest first
 *   GET /api/audit.csv  AuditQuery (without cursor) -> CSV
 */
import { z } from 'zod'
import { AccountId } from '../ids.ts'
import { LocalDate, PageQuery, page } from './common.ts'

export const AuditEntry = z.object({
  auditId: z.int(),
  at: z.int(),
  /** Null: the system itself, or someone who could not sign in. */
  actor: z.object({ accountId: AccountId, name: z.string() }).nullable(),
  /** "account.created", "signIn.refused", … : subject and past participle. */
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  ip: z.string(),
  /** What changed: field -> [before, after] or value. Never a secret. */
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `action`: its beginning, e.g. "account." */
export const AuditQuery = PageQuery.extend({
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  action: z.string().max(60).optional(),
  actor: AccountId.optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>
export const AuditPage = page(AuditEntry)
export type AuditPage = z.infer<typeof AuditPage>
