import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Schema } from '../db/schema.ts'

/** What every part of the office works with. What a part needs besides it names itself, and is given by `officeRoutes`. */
export type OfficeContext = {
  readonly db: Kysely<Schema>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly audit: AuditLog
  readonly authenticate: Authenticate
}
