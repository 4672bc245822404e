import { z } from 'zod'
import { AccountId, ParticipantId } from '../../core/ids.ts'
import { LoggedOrigin, Origin, originOf } from '../../core/origin.ts'
import { Seat, type UnitRef } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'

/** Someone who waits to be let in (SPEC 3.7). */
export const Visitor = z.object({
  participantId: ParticipantId,
  accountId: AccountId,
  name: recorded(200),
  ...Origin.shape,
  seat: Seat,
  /** Since when, milliseconds since the epoch. */
  at: z.int(),
})
export type Visitor = z.infer<typeof Visitor>

/** The door of a meeting: who waits before it, and whom it is closed to. */
export const Door = z.object({
  /** In the order in which they came. */
  waiting: z.array(Visitor),
  /** Who was let in once need not wait again, unless they are put out. */
  admitted: z.record(ParticipantId, z.literal(true)),
  /** Null: not locked. `inside`: who may go and come all the same (SPEC 3.12). */
  lock: z.object({ at: z.int(), inside: z.record(ParticipantId, z.literal(true)) }).nullable(),
  /** Put out, and not let in again (SPEC 3.11). `at`: when they were put out. */
  barred: z.record(ParticipantId, Visitor),
})
export type Door = z.infer<typeof Door>

export const initialDoor: Door = { waiting: [], admitted: {}, lock: null, barred: {} }

const who = Visitor.omit({ at: true }).shape

/** Longest reason for putting somebody out. */
export const MAX_REASON = 300

/** The facts of the door. */
export const DoorEvents = [
  z.object({ type: z.literal('visitorCame'), ...who, ...LoggedOrigin }),
  z.object({ type: z.literal('visitorLeft'), participantId: ParticipantId }),
  /** `by` null: nobody has to wait any more, as the plan says now. */
  z.object({ type: z.literal('visitorsAdmitted'), participantIds: z.array(ParticipantId), by: ParticipantId.nullable() }),
  /** Put out by hand, or turned away at the door. `reason` reaches only the one who was put out; clients get '' (SPEC 3.10). */
  z.object({ type: z.literal('participantExpelled'), ...who, barred: z.boolean(), reason: recorded(MAX_REASON), by: ParticipantId }),
  z.object({ type: z.literal('participantAllowed'), participantId: ParticipantId, by: ParticipantId }),
  z.object({ type: z.literal('doorLocked'), by: ParticipantId }),
  z.object({ type: z.literal('doorUnlocked'), by: ParticipantId }),
] as const
export type DoorEvent = z.infer<(typeof DoorEvents)[number]>

/** What of the meeting its door depends on: who holds it, and who is in it. */
type Around = { readonly hostUnit: UnitRef; readonly present: readonly ParticipantId[] }

/** The door after one more fact. Pure. */
export function reduceDoor(door: Door, event: DoorEvent, at: number, { hostUnit, present }: Around): Door {
  switch (event.type) {
    case 'visitorCame': {
      const { type: _, ...visitor } = event
      return { ...door, waiting: [...withoutVisitor(door, visitor.participantId).waiting, { ...visitor, ...originOf(visitor, hostUnit), at }] }
    }
    case 'visitorLeft':
      return withoutVisitor(door, event.participantId)
    case 'visitorsAdmitted': {
      const ids = new Set(event.participantIds)
      const lock = door.lock && { ...door.lock, inside: { ...door.lock.inside, ...setOf(event.participantIds) } }
      return { ...door, lock, waiting: door.waiting.filter(({ participantId }) => !ids.has(participantId)), admitted: { ...door.admitted, ...setOf(event.participantIds) } }
    }
    case 'participantExpelled': {
      const { participantId, accountId, name, unit, organisation, seat } = event
      const { waiting } = withoutVisitor(door, participantId)
      const lock = door.lock && { ...door.lock, inside: without(door.lock.inside, participantId) }
      const barred = event.barred ? { ...door.barred, [participantId]: { participantId, accountId, name, unit, organisation, seat, at } } : door.barred
      return { waiting, lock, barred, admitted: without(door.admitted, participantId) }
    }
    case 'participantAllowed':
      return { ...door, barred: without(door.barred, event.participantId) }
    case 'doorLocked':
      return { ...door, lock: { at, inside: setOf(present) } }
    case 'doorUnlocked':
      return { ...door, lock: null }
    default:
      return event satisfies never
  }
}

/** Somebody is in the meeting: they wait no more, and a lock does not keep them out when they come again. */
export function enteredDoor(door: Door, participantId: ParticipantId): Door {
  const entered = withoutVisitor(door, participantId)
  if (!entered.lock || entered.lock.inside[participantId]) return entered
  return { ...entered, lock: { ...entered.lock, inside: { ...entered.lock.inside, [participantId]: true } } }
}

function withoutVisitor(door: Door, participantId: ParticipantId): Door {
  if (!door.waiting.some((visitor) => visitor.participantId === participantId)) return door
  return { ...door, waiting: door.waiting.filter((visitor) => visitor.participantId !== participantId) }
}

function setOf(participantIds: readonly ParticipantId[]): Door['admitted'] {
  return Object.fromEntries(participantIds.map((id) => [id, true as const]))
}

function without<T>(of: Record<ParticipantId, T>, participantId: ParticipantId): Record<ParticipantId, T> {
  const { [participantId]: _, ...others } = of
  return others
}
