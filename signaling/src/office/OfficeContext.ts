import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Authenticate, WhoIs } from '../auth/authenticate.ts'
import type { PasswordSignIn } from '../auth/PasswordSignIn.ts'
import type { SecondFactor } from '../auth/SecondFactor.ts'
import type { SignIns } from '../auth/SignIns.ts'
import type { Schema } from '../db/schema.ts'
import type { RunningMeetings } from './RunningMeetings.ts'

/** What every part of the office works with. What one part needs of another it names beside it. */
export type OfficeContext = {
  readonly db: Kysely<Schema>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly logger: Logger
  /** Files that are not in the database: keys, papers. Mode 0700. */
  readonly dataDir: string
  /** As people reach the office, for links in mails: without a slash at the end. */
  publicUrl(): string
  readonly authenticate: Authenticate
  /** For the few requests that are open to one who must change a first password. */
  readonly whoIs: WhoIs
  readonly signIns: SignIns
  readonly passwordSignIn: PasswordSignIn
  readonly secondFactor: SecondFactor
  readonly audit: AuditLog
  readonly meetings: RunningMeetings
}
