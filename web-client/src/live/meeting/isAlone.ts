import type { MeetingState, ParticipantId } from '@diem-cau/signaling-contract'

/** True when nobody else is in the meeting whose line stands: nobody hears, whatever the microphone does. */
export function isAlone({ participants }: MeetingState, me: ParticipantId): boolean {
  return !Object.values(participants).some(({ participantId, line }) => participantId !== me && line === 'online')
}
