import type { InvitationFacts } from './InvitationFacts.ts'

/** Makes a giấy mời, elsewhere than on the thread of running meetings. */
export type InvitationPrinter = {
  /** Prints as invitationPdf does. */
  print(facts: InvitationFacts, invitee: string | null, now: number): Promise<Buffer>
}
