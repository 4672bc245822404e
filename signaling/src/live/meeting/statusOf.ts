import { connectedUnits, isOffice, type MeetingState } from '@diem-cau/signaling-contract'
import type { MeetingStatus } from '../../office/MeetingStatus.ts'

/** Picks from a meeting's state what the office must know. */
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
