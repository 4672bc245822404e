import { mayVote, type MeetingState, type Participant, type Vote } from '@diem-cau/signaling-contract'

/** The reason why somebody has no ballot in a vote (SPEC 12.1). */
type NoBallot = 'seat' | 'notInvited' | 'notConfirmed' | 'late'

/** @param participant one who is not among the voters */
export function noBallotWhy(
  { conduct }: MeetingState,
  vote: Pick<Vote, 'electorate' | 'openedAt'>,
  { seat, unit }: Pick<Participant, 'seat' | 'unit'>,
): NoBallot {
  if (!mayVote(seat)) return 'seat'
  if (vote.electorate === 'delegates') return 'late'
  const expected = conduct.units.find(({ code }) => code === unit?.code)
  if (!expected) return 'notInvited'
  const { openedAt } = conduct.rollCall
  // A roll call that came after the vote opened is no reason for anything.
  const called = openedAt !== null && openedAt <= vote.openedAt
  const confirmed = expected.confirmed !== null && expected.confirmed.at <= vote.openedAt
  return called && !confirmed ? 'notConfirmed' : 'late'
}
