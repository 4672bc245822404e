import type { Conduct } from '@diem-cau/signaling-contract'
import { useMeeting } from './MeetingContext.ts'

/** A part of how the meeting is conducted; renders again when that part changes (compared one level deep). */
export function useConduct<T>(select: (conduct: Conduct) => T): T {
  return useMeeting(({ meeting }) => select(meeting.conduct))
}
