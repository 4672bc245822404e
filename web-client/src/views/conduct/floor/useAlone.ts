import { useMeeting } from '../../MeetingContext.ts'

/** Nobody else is in the meeting whose line stands: nobody hears, whatever the microphone does. */
export function useAlone(): boolean {
  return useMeeting(({ meeting, phase }) => phase.kind === 'inMeeting' && !Object.values(meeting.participants).some(({ participantId, line }) => participantId !== phase.me && line === 'online'))
}
