import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Schema } from '../db/schema.ts'

/** Every part of the office works with this. A part names what it needs besides, and `officeRoutes` gives it. */
export type OfficeContext = {
  readonly db: Kysely<Schema>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly audit: AuditLog
  readonly authenticate: Authenticate
}
