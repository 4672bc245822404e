import { useMeeting } from '../scope/MeetingContext.ts'
import { useBringAhead } from './bringAhead.ts'

/** In a meeting what shows papers comes once the line carries all that is wanted, and room is left. */
export function PapersAhead() {
  useBringAhead(useMeeting(({ receiving, connection }) => receiving === 'whole' && connection.kind === 'online'))
  return null
}
