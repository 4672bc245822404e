import { isOffice, type MeetingState, type Participant } from '@diem-cau/signaling-contract'

/** Lists those in the meeting who can mend what a room hears, sees or sends badly: technicians, acting chair, deputy and secretary. */
export function helpersIn(state: MeetingState): Participant[] {
  return Object.values(state.participants).filter(
    (participant) => participant.seat === 'technician' || isOffice(state, participant),
  )
}
