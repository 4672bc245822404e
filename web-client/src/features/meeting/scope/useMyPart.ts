import { myPart, type MyPart } from './myPart.ts'
import { useMeeting } from './MeetingContext.ts'

/** What this client's participant is and may do now. Only for what to show: the server decides (SPEC 4.1). */
export function useMyPart(): MyPart {
  return useMeeting(({ meeting, phase }) => myPart(meeting, phase.kind === 'inMeeting' ? phase.me : null))
}
