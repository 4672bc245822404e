import { mayRemove, MeetingError, type MeetingEvent, type MeetingState, type Participant, type ParticipantId } from '@diem-cau/signaling-contract'
import { departure } from './departure.ts'
import type { ConductRequest } from '../core/ConductCommand.ts'

type DoorRequest = Extract<ConductRequest, { type: `participant:${string}` | 'door:lock' }>

/** Who is put out, and whom the door is closed to (SPEC 3.10 to 3.12). */
export function decideDoor(state: MeetingState, request: DoorRequest, asker: Participant): MeetingEvent[] | MeetingError {
  const by = asker.participantId
  const { door } = state
  switch (request.type) {
    case 'participant:remove': {
      const { participantId, barred, reason } = request.data
      const other = state.participants[participantId] ?? door.waiting.find((visitor) => visitor.participantId === participantId)
      if (!other) return gone(state, participantId, barred)
      if (!mayRemove(state, asker, other)) return new MeetingError('forbidden', 'not oneself, nor who conducts')
      const { accountId, name, unit, organisation, seat } = other
      const leaves = state.participants[participantId] ? departure(state, participantId, 'expelled') : []
      return [{ type: 'participantExpelled', participantId, accountId, name, unit, organisation, seat, barred, reason, by }, ...leaves]
    }
    case 'participant:allow': {
      const { participantId } = request.data
      return door.barred[participantId] ? [{ type: 'participantAllowed', participantId, by }] : []
    }
    case 'door:lock': {
      const { locked } = request.data
      if (locked === (door.lock !== null)) return []
      return [locked ? { type: 'doorLocked', by } : { type: 'doorUnlocked', by }]
    }
    default:
      return request satisfies never
  }
}

/** Somebody else was quicker, or they left meanwhile. */
function gone({ door }: MeetingState, participantId: ParticipantId, barred: boolean): MeetingEvent[] | MeetingError {
  return barred && door.barred[participantId] ? [] : new MeetingError('notFound', 'not in the meeting')
}
