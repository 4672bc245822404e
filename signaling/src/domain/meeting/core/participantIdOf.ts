import { type AccountId, ParticipantId } from '@diem-cau/signaling-contract'

/** An account is the same participant of a meeting whenever and from wherever it joins. */
export function participantIdOf(accountId: AccountId): ParticipantId {
  return ParticipantId.parse(`p.${accountId}`)
}
