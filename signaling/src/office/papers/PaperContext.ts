import type { Inbox } from '../inbox/Inbox.ts'
import type { Invitations } from '../invitations/Invitations.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { KeptPaperFiles } from './KeptPaperFiles.ts'
import type { Renditions } from './Renditions.ts'

/** What papers work with: where they lie, what is made of them, who is told of them, the links to them. */
export type PaperContext = OfficeContext & {
  readonly paperFiles: KeptPaperFiles
  readonly renditions: Renditions
  readonly inbox: Inbox
  readonly invitations: Invitations
}
