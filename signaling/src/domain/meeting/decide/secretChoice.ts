import type { MeetingEvent, MeetingState, OptionId, VoteId } from '@diem-cau/signaling-contract'
import type { Command } from './Command.ts'

/** Finds the choice of a secret ballot, which is counted apart from the event that tells who has voted (12.5); null when there is none. */
export function secretChoice(
  state: MeetingState,
  command: Command,
  entries: readonly { readonly event: MeetingEvent }[],
): { readonly voteId: VoteId; readonly optionId: OptionId; readonly options: readonly OptionId[] } | null {
  if (command.type !== 'vote:cast') return null
  const secret = entries.some(({ event }) => event.type === 'ballotCast' && event.optionId === null)
  const options = state.conduct.votes[command.data.voteId]?.options.map(({ optionId }) => optionId) ?? []
  return secret ? { ...command.data, options } : null
}
