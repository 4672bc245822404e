import { mayBeHeard, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'

/**
 * `off`: switched off in this room, or not sent yet. `closed`: on here, kept from everyone by the meeting.
 * `heard`: by all. `cut`: by the chair or secretary, until this room opens it again (SPEC 8.6).
 */
export type MicState = 'off' | 'closed' | 'heard' | 'cut'

/** What truly happens to this room's sound; "heard" only once the server has the open microphone. */
export function micState(meeting: MeetingState, me: ParticipantId | null, isOnHere: boolean): MicState {
  if (me === null) return 'off'
  if (meeting.conduct.cut[me]) return 'cut'
  const isSent = Object.values(meeting.producers).some((p) => p.participantId === me && p.source === 'mic' && !p.paused)
  if (!isOnHere || !isSent) return 'off'
  return mayBeHeard(meeting, me) ? 'heard' : 'closed'
}
