import type { Logger } from 'pino'
import type { Inbox } from '../inbox/Inbox.ts'
import type { Invitations } from '../invitations/Invitations.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import type { KeptPaperFiles } from './KeptPaperFiles.ts'
import type { Renditions } from './Renditions.ts'

/** The store of papers, and the services that make something of them. */
export type PaperServices = {
  readonly paperFiles: KeptPaperFiles
  readonly renditions: Renditions
  /** A folder of the data: uploads come together in it. */
  readonly paperFolder: string
  /** Id of this process: it has the uploads that begin here. */
  readonly processId: string
  readonly logger: Logger
}

/** Papers work with this: also with those who are told of them, the links to them, and the meetings that they are shown in. */
export type PaperContext = OfficeContext &
  PaperServices & {
    readonly inbox: Inbox
    readonly invitations: Invitations
    readonly meetings: RunningMeetings
  }
