import { connectedUnits, isOffice, type MeetingState } from '@diem-cau/signaling-contract'
import type { MeetingStatus } from '../../office/MeetingStatus.ts'

/** What the office must know of a meeting in this state. */
export function statusOf(state: MeetingState): MeetingStatus {
  return {
    meetingId: state.meetingId,
    phase: state.phase,
    people: Object.values(state.participants).map((participant) => ({
      accountId: participant.accountId,
      conducts: isOffice(state, participant),
    })),
    connected: connectedUnits(state).size,
  }
}
