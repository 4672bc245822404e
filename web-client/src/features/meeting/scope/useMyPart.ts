import { myPart, type MyPart } from './myPart.ts'
import { useMeeting } from './MeetingContext.ts'

/** The part of this client's participant. It decides what is shown; the server decides what is done (SPEC 4.1). */
export function useMyPart(): MyPart {
  return useMeeting(({ meeting, phase }) => myPart(meeting, phase.kind === 'inMeeting' ? phase.me : null))
}
