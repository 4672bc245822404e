import type { ParticipantId, RoomTrouble } from '@diem-cau/signaling-contract'
import { useMeeting } from '../../scope/MeetingContext.ts'

const none: readonly RoomTrouble[] = []

/** What is wrong with a room, as those who conduct are told; nothing for everybody else. */
export function useTroublesOf(participantId: ParticipantId): readonly RoomTrouble[] {
  return useMeeting(({ troubles }) => troubles.get(participantId) ?? none)
}
