import {
  type doorRequests,
  mayRemove,
  MeetingError,
  type MeetingEvent,
  type MeetingState,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Deciders } from '../core/subject.ts'
import { departure } from './departure.ts'

/** Decides who is put out, and whom the door is closed to (SPEC 3.10 to 3.12). */
export const decideDoor: Deciders<typeof doorRequests> = {
  'participant:remove': (state, { data: { participantId, barred, reason } }, asker) => {
    const other =
      state.participants[participantId] ?? state.door.waiting.find((visitor) => visitor.participantId === participantId)
    if (!other) return gone(state, participantId, barred)
    if (!mayRemove(state, asker, other)) return new MeetingError('forbidden', 'not oneself, nor who conducts')
    const { accountId, name, unit, organisation, seat } = other
    const leaves = state.participants[participantId] ? departure(state, participantId, 'expelled') : []
    return [
      {
        type: 'participantExpelled',
        participantId,
        accountId,
        name,
        unit,
        organisation,
        seat,
        barred,
        reason,
        by: asker.participantId,
      },
      ...leaves,
    ]
  },
  'participant:allow': ({ door }, { data: { participantId } }, { participantId: by }) =>
    door.barred[participantId] ? [{ type: 'participantAllowed', participantId, by }] : [],
  'door:lock': ({ door }, { data: { locked } }, { participantId: by }) => {
    if (locked === (door.lock !== null)) return []
    return [locked ? { type: 'doorLocked', by } : { type: 'doorUnlocked', by }]
  },
}

/** Somebody else was quicker, or they left meanwhile. */
function gone({ door }: MeetingState, participantId: ParticipantId, barred: boolean): MeetingEvent[] | MeetingError {
  return barred && door.barred[participantId] ? [] : new MeetingError('notFound', 'not in the meeting')
}
