import { isAlone } from '../../../../live/meeting/isAlone.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'

/** True when nobody else is there who hears this room; false before it came in. */
export function useAlone(): boolean {
  return useMeeting(({ meeting, phase }) => phase.kind === 'inMeeting' && isAlone(meeting, phase.me))
}
