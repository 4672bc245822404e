import type { ParticipantId } from '../../core/ids.ts'
import { originOf } from '../../core/origin.ts'
import type { Around, People, Reducers } from '../core/subject.ts'
import { withoutKey } from '../core/withoutKey.ts'
import type { DoorEvent } from './events.ts'
import { type Door, initialDoor } from './state.ts'

export const reduceDoor: Reducers<Door, DoorEvent, Around & People> = {
  visitorCame: (door, event, at, { hostUnit }) => {
    const { type: _, ...visitor } = event
    return {
      ...door,
      waiting: [
        ...withoutVisitor(door, visitor.participantId).waiting,
        { ...visitor, ...originOf(visitor, hostUnit), at },
      ],
    }
  },
  visitorLeft: (door, { participantId }) => withoutVisitor(door, participantId),
  visitorsAdmitted: (door, { participantIds }) => {
    const ids = new Set(participantIds)
    const lock = door.lock && { ...door.lock, inside: { ...door.lock.inside, ...setOf(participantIds) } }
    return {
      ...door,
      lock,
      waiting: door.waiting.filter(({ participantId }) => !ids.has(participantId)),
      admitted: { ...door.admitted, ...setOf(participantIds) },
    }
  },
  participantExpelled: (door, { participantId, accountId, name, unit, organisation, seat, barred: isBarred }, at) => {
    const { waiting } = withoutVisitor(door, participantId)
    const lock = door.lock && { ...door.lock, inside: withoutKey(door.lock.inside, participantId) }
    const barred = isBarred
      ? { ...door.barred, [participantId]: { participantId, accountId, name, unit, organisation, seat, at } }
      : door.barred
    return { waiting, lock, barred, admitted: withoutKey(door.admitted, participantId) }
  },
  participantAllowed: (door, { participantId }) => ({ ...door, barred: withoutKey(door.barred, participantId) }),
  doorLocked: (door, _event, at, { participants }) => ({
    ...door,
    lock: { at, inside: setOf(Object.keys(participants) as ParticipantId[]) },
  }),
  doorUnlocked: (door) => ({ ...door, lock: null }),
}

export const doorReacts = {
  /** Somebody is in the meeting: they wait no more, and a lock does not keep them out when they come again. */
  participantJoined: (door: Door, { participantId }: { readonly participantId: ParticipantId }): Door => {
    const entered = withoutVisitor(door, participantId)
    if (!entered.lock || entered.lock.inside[participantId]) return entered
    return { ...entered, lock: { ...entered.lock, inside: { ...entered.lock.inside, [participantId]: true } } }
  },
  meetingEnded: (): Door => initialDoor,
}

function withoutVisitor(door: Door, participantId: ParticipantId): Door {
  if (!door.waiting.some((visitor) => visitor.participantId === participantId)) return door
  return { ...door, waiting: door.waiting.filter((visitor) => visitor.participantId !== participantId) }
}

function setOf(participantIds: readonly ParticipantId[]): Door['admitted'] {
  return Object.fromEntries(participantIds.map((id) => [id, true as const]))
}
