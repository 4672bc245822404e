import { MeetingDetail, MeetingList } from '@diem-cau/signaling-contract'
import { at, get } from '../client/officeRequest.ts'

export const fetchMeetings = (signal?: AbortSignal) => get('/api/meetings', MeetingList, {}, signal)

export const fetchMeeting = (meetingId: string, signal?: AbortSignal) =>
  get(at('meetings', meetingId), MeetingDetail, {}, signal)
