import type { InvitationFacts } from './InvitationFacts.ts'

/** A meeting that was cancelled or is over: nobody is asked for an answer or reminded of it any more, and no answer is taken (SPEC 15.7). */
export function asksNoMore({ phase, endsAt }: Pick<InvitationFacts, 'phase' | 'endsAt'>, now: number): boolean {
  return phase === 'cancelled' || phase === 'ended' || endsAt <= now
}
