import type { OptionId, Vote } from '@diem-cau/signaling-contract'

export interface VoteChoice {
  readonly voterId: string
  readonly name: string
  /** The option; null: they had a ballot and did not cast it. */
  readonly optionId: OptionId | null
}

/**
 * Lists who chose what in an open vote that is closed, by name as Vietnamese lists are sorted; empty for a secret one.
 */
export function voteChoices({
  secret,
  status,
  voters,
  ballots,
}: Pick<Vote, 'secret' | 'status' | 'voters' | 'ballots'>): VoteChoice[] {
  if (secret || status !== 'closed') return []
  return Object.entries(voters)
    .map(([voterId, name]) => ({ voterId, name, optionId: ballots[voterId] ?? null }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
}
