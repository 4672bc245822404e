import { z } from 'zod'
import { ParticipantId } from '../../core/ids.ts'
import { Seat } from '../../core/seat.ts'

/** The chair's device is gone this long before somebody else acts, in milliseconds (SPEC 7.4). */
export const CHAIR_GRACE_MS = 20_000

export const rolesSlice = {
  /** The chair has opened the meeting formally. */
  startedAt: z.int().nullable(),
  /** The participant who acts as the chair now; null = nobody present may. */
  actingChair: ParticipantId.nullable(),
  /** Seats that were changed in the meeting: they stay, whoever leaves and comes back. */
  seats: z.record(ParticipantId, Seat),
}
const RolesSlice = z.object(rolesSlice)
export type RolesSlice = z.infer<typeof RolesSlice>

export const initialRoles: RolesSlice = { startedAt: null, actingChair: null, seats: {} }
