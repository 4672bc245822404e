import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { Shortfall } from '../../core/quorum.ts'
import { Seat } from '../../core/seat.ts'
import { by } from '../core/by.ts'

export const RoleEvents = [
  /** `belowQuorum`: the chair started it all the same. */
  z.object({ type: z.literal('meetingStarted'), belowQuorum: Shortfall.exactOptional(), ...by }),
  z.object({ type: z.literal('seatChanged'), participantId: ParticipantId, seat: Seat, ...by }),
  z.object({
    type: z.literal('actingChairChanged'),
    participantId: ParticipantId.nullable(),
    reason: z.enum(['present', 'returned', 'chairGone', 'handedOver']),
  }),
] as const
export type RoleEvent = z.infer<(typeof RoleEvents)[number]>
