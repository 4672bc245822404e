import type { Answering } from './Answering.ts'
import type { AnswerStore } from './AnswerStore.ts'
import type { EarlierStore } from './EarlierStore.ts'
import type { InvitationLinks } from './InvitationLinks.ts'
import type { InvitationPrinter } from './InvitationPrinter.ts'
import type { LinkTokens } from './LinkTokens.ts'

/** The parts of which invitations and their answers are made, for those that show them. */
export type Invitations = {
  readonly tokens: LinkTokens
  readonly links: InvitationLinks
  readonly earlier: EarlierStore
  readonly answers: AnswerStore
  readonly answering: Answering
  readonly printer: InvitationPrinter
}
