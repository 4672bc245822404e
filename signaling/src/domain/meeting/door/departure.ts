import type { LeaveReason, MeetingEvent, MeetingState, ParticipantId } from '@diem-cau/signaling-contract'
import { floorWithout } from '../floor/floor.ts'
import { chairLeaves } from '../roles/roles.ts'
import { closed, producersOf } from '../core/producers.ts'

/** All that happens when somebody leaves the meeting, for this reason. */
export function departure(
  state: MeetingState,
  participantId: ParticipantId,
  reason: Exclude<LeaveReason, 'meetingEnded'>,
): MeetingEvent[] {
  return [
    ...closed(producersOf(state, participantId), 'left'),
    ...floorWithout(state, participantId),
    ...chairLeaves(state, participantId),
    { type: 'participantLeft', participantId, reason },
  ]
}
