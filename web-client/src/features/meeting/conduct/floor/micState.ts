import { mayBeHeard, maySend, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'
import { producerOf } from '../../../../live/meeting/producersOf.ts'

/**
 * The one state of a microphone, wherever it is shown. `none`: there is none to speak with. `off`: switched off in its room, or not
 * sent yet. `cut`: by the chair or secretary, until its room opens it again (SPEC 8.6). `closed`: on there, kept from everyone by the
 * meeting. `heard`: by all.
 */
export type MicState = 'none' | 'off' | 'cut' | 'closed' | 'heard'

/** This device's word about its own microphone; of others only the meeting's is known. */
export type OwnMic = 'on' | 'off' | 'none'

/**
 * Tells what truly happens to somebody's sound; "heard" only once the server has the open microphone.
 * @param who null: still at the door
 * @param own of this device's own microphone; left out for others
 */
export function micState(meeting: MeetingState, who: ParticipantId | null, own: OwnMic = 'on'): MicState {
  const participant = who === null ? undefined : meeting.participants[who]
  if (own === 'none' || (participant && !maySend(participant.seat, 'mic'))) return 'none'
  if (!participant) return 'off'
  const { participantId } = participant
  if (meeting.conduct.cut[participantId]) return 'cut'
  const isSent = producerOf(meeting, participantId, 'mic')?.paused === false
  if (own === 'off' || !isSent) return 'off'
  return mayBeHeard(meeting, participantId) ? 'heard' : 'closed'
}
