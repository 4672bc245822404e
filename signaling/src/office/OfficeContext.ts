import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Authenticate, WhoIs } from '../auth/authenticate.ts'
import type { PasswordSignIn } from '../auth/PasswordSignIn.ts'
import type { SignIns } from '../auth/SignIns.ts'
import type { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import type { Schema } from '../db/schema.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { OfficeAccess } from './OfficeAccess.ts'
import type { MinutesDesk } from './minutes/MinutesDesk.ts'
import type { Post } from './post/Post.ts'
import type { KeptPaperFiles } from './papers/KeptPaperFiles.ts'
import type { Renditions } from './papers/Renditions.ts'
import type { SecondFactor } from '../auth/SecondFactor.ts'

/** What every part of the office works with. */
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
  readonly access: OfficeAccess
  readonly audit: AuditLog
  readonly meetings: MeetingRegistry
  readonly post: Post
  readonly paperFiles: KeptPaperFiles
  readonly minutes: MinutesDesk
  readonly renditions: Renditions
}
