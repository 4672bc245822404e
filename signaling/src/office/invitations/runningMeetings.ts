import type { MeetingId } from '@diem-cau/signaling-contract'
import type { MeetingRegistry } from '../../live/meeting/MeetingRegistry.ts'

/** Meetings that somebody is in now. */
export function runningMeetings(meetings: Pick<MeetingRegistry, 'hosts'>): Set<MeetingId> {
  return new Set(meetings.hosts.filter(({ state }) => Object.keys(state.participants).length > 0).map(({ meeting }) => meeting.meetingId))
}
