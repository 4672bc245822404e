import type { Participant } from '../core/state.ts'
import { type Chaired, isActingChair, isOffice } from '../roles/office.ts'

/** True when `asker` may put `other`, who is in the meeting or at its door, out (SPEC 3.10). */
export function mayRemove(
  state: Chaired,
  asker: Participant,
  other: Pick<Participant, 'participantId' | 'seat'>,
): boolean {
  if (!isOffice(state, asker) || other.participantId === asker.participantId) return false
  if (other.seat === 'chair' || state.conduct.actingChair === other.participantId) return false
  return isActingChair(state, asker) || (other.seat !== 'deputy' && other.seat !== 'secretary')
}
