import { z } from 'zod'
import { AccountId, ParticipantId } from './ids.ts'
import { LoggedOrigin, Origin, originOf } from './origin.ts'
import { Seat, type UnitRef } from './seat.ts'
import { recorded } from './text.ts'

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

/** The waiting room of a meeting. */
export const Door = z.object({
  /** In the order in which they came. */
  waiting: z.array(Visitor),
  /** Who was let in once need not wait again. */
  admitted: z.record(ParticipantId, z.literal(true)),
})
export type Door = z.infer<typeof Door>

export const initialDoor: Door = { waiting: [], admitted: {} }

/** The facts of the waiting room. */
export const DoorEvents = [
  z.object({ type: z.literal('visitorCame'), ...Visitor.omit({ at: true }).shape, ...LoggedOrigin }),
  z.object({ type: z.literal('visitorLeft'), participantId: ParticipantId }),
  /** `by` null: nobody has to wait any more, as the plan says now. */
  z.object({ type: z.literal('visitorsAdmitted'), participantIds: z.array(ParticipantId), by: ParticipantId.nullable() }),
] as const
export type DoorEvent = z.infer<(typeof DoorEvents)[number]>

/** The waiting room after one more fact. Pure. */
export function reduceDoor(door: Door, event: DoorEvent, at: number, hostUnit: UnitRef): Door {
  switch (event.type) {
    case 'visitorCame': {
      const { type: _, ...visitor } = event
      return { ...door, waiting: [...withoutVisitor(door, visitor.participantId).waiting, { ...visitor, ...originOf(visitor, hostUnit), at }] }
    }
    case 'visitorLeft':
      return withoutVisitor(door, event.participantId)
    case 'visitorsAdmitted': {
      const ids = new Set(event.participantIds)
      const admitted = { ...door.admitted, ...Object.fromEntries(event.participantIds.map((id) => [id, true as const])) }
      return { waiting: door.waiting.filter(({ participantId }) => !ids.has(participantId)), admitted }
    }
    default:
      return event satisfies never
  }
}

/** Whoever is in the meeting waits no more. */
export function withoutVisitor(door: Door, participantId: ParticipantId): Door {
  if (!door.waiting.some((visitor) => visitor.participantId === participantId)) return door
  return { ...door, waiting: door.waiting.filter((visitor) => visitor.participantId !== participantId) }
}
