import { doorRequests, type MeetingEvent } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideDoor } from './door.ts'

type Expelled = Extract<MeetingEvent, { type: 'participantExpelled' }>

/** Decides who is put out, and whom the door is closed to (SPEC 3.10 to 3.12). */
export const door = subject({
  requests: doorRequests,
  mayAsk: { 'participant:remove': 'office', 'participant:allow': 'office', 'door:lock': 'office' },
  decide: decideDoor,
  /** The reason for putting somebody out is told to that one alone (SPEC 3.10). */
  forClients: {
    events: {
      participantExpelled: (event: Expelled): Expelled => (event.reason === '' ? event : { ...event, reason: '' }),
    },
  },
})
